import { isMap, type Json, type JsonMap } from '../../../../src/language/json';
import { resourceName } from '../integrations/integration';
import { isExpression } from '../jsonata';
import { checkNumber } from './literals';
import type { Report } from './places';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
export function checkTask(state: JsonMap, location: string, machineType: 'STANDARD' | 'EXPRESS', report: Report): void {
  checkNumber(state.TimeoutSeconds, { least: 1, most: 99_999_999 }, `${location}/TimeoutSeconds`, report);
  checkNumber(state.HeartbeatSeconds, { least: 1, most: 99_999_999 }, `${location}/HeartbeatSeconds`, report);
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
    report('SCHEMA_VALIDATION_FAILED', 'HeartbeatSeconds must be smaller than TimeoutSeconds', `${location}/HeartbeatSeconds`);
  }
  checkCredentials(state.Credentials, `${location}/Credentials`, report);
  const { Resource: resource } = state;
  if (resource === undefined) return;
  if (typeof resource !== 'string' || !/^arn:aws[a-z-]*:(states|lambda):/.test(resource)) {
    report('SCHEMA_VALIDATION_FAILED', 'Value is not a valid resource ARN', `${location}/Resource`);
    return;
  }
  if (machineType === 'EXPRESS') checkExpress(resource, `${location}/Resource`, report);
  const name = resourceName(resource);
  if (name === 'lambda:invoke') checkLambda(state.Arguments, `${location}/Arguments`, report);
  if (name === 'http:invoke') checkHttp(state.Arguments, `${location}/Arguments`, report);
  if (name?.startsWith('states:startExecution')) mustHave(state.Arguments, ['StateMachineArn'], `${location}/Arguments`, report);
}

/** The words are recorded from the service, the blank at the end of one of them included. */
function checkExpress(resource: string, location: string, report: Report): void {
  const refuse = (what: string): void =>
    report('SCHEMA_VALIDATION_FAILED', `Express state machine does not support ${what}`, location);
  if (/\.waitForTaskToken$/.test(resource)) refuse(`'.waitForTaskToken' service integration `);
  else if (/\.sync(:2)?$/.test(resource)) refuse(`'.sync' service integration`);
  else if (/^arn:[^:]*:states:[^:]*:[^:]*:activity:/.test(resource)) refuse('Activity ARN');
}

function checkCredentials(credentials: Json | undefined, location: string, report: Report): void {
  if (credentials === undefined) return;
  if (!isMap(credentials) || credentials.RoleArn === undefined) {
    report('SCHEMA_VALIDATION_FAILED', `The field 'RoleArn' is required but was missing`, location);
  }
}

/** The service checks the fields of `Arguments` that are written out; one expression for all of it passes. */
function checkLambda(parameters: Json | undefined, location: string, report: Report): void {
  const known = ['FunctionName', 'Payload', 'InvocationType', 'ClientContext', 'LogType', 'Qualifier', 'TenantId'];
  const map = mustHave(parameters, ['FunctionName'], location, report);
  if (!map) return;
  refuseOthers(map, known, location, report);
  // A number or a boolean is refused as it stands, and taken from an expression (measured).
  if (typeof map.Payload === 'number' || typeof map.Payload === 'boolean') {
    report(
      'SCHEMA_VALIDATION_FAILED',
      `The value for the field 'Payload' must be a STRING or a JSON object`,
      `${location}/Payload`,
    );
  }
}

function checkHttp(parameters: Json | undefined, location: string, report: Report): void {
  const known = [
    'ApiEndpoint',
    'Method',
    'Headers',
    'QueryParameters',
    'RequestBody',
    'Transform',
    'Authentication',
    'InvocationConfig',
  ];
  const map = mustHave(parameters, ['ApiEndpoint', 'Method'], location, report);
  if (!map) return;
  refuseOthers(map, known, location, report);
  const { ApiEndpoint: endpoint } = map;
  if (typeof endpoint === 'string' && !isExpression(endpoint) && !/^https:\/\//i.test(endpoint)) {
    report('SCHEMA_VALIDATION_FAILED', `The value for the 'ApiEndpoint' field is not valid`, `${location}/ApiEndpoint`);
  }
  if (map.Authentication === undefined && map.InvocationConfig === undefined) {
    report('SCHEMA_VALIDATION_FAILED', `The field 'Authentication' is required but was missing`, location);
  }
}

function mustHave(
  parameters: Json | undefined,
  fields: readonly string[],
  location: string,
  report: Report,
): JsonMap | undefined {
  if (typeof parameters === 'string' && isExpression(parameters)) return undefined;
  const map = isMap(parameters) ? (parameters as JsonMap) : {};
  for (const field of fields) {
    if (map[field] === undefined)
      report('SCHEMA_VALIDATION_FAILED', `The field '${field}' is required but was missing`, location);
  }
  return map;
}

function refuseOthers(map: JsonMap, known: readonly string[], location: string, report: Report): void {
  for (const field of Object.keys(map)) {
    if (!known.includes(field)) {
      report('SCHEMA_VALIDATION_FAILED', `The field '${field}' is not supported by Step Functions`, location);
    }
  }
}
