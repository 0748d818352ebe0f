import type { CallStep, Expression, Place, Routine, Template } from '../parse/ast';
import type { Problems } from '../problem';
import { limits } from '../limits';
import { blockingFunctions, isBlocking, pureFunctions } from '../stdlib/library';
import type { LibraryParameter } from '../stdlib/signature';

export type Routines = ReadonlyMap<string, Routine>;
type CallExpression = Extract<Expression, { kind: 'call' }>;

/**
 * The one connector that a sample calls inside an expression (connector_secretmanager); all others block and are called by a step.
 */
const connectorsInExpressions = new Set(['googleapis.secretmanager.v1.projects.secrets.versions.accessString']);

/**
 * Connectors, and the modules that Google lists apart from both them and the library: `experimental.executions`, `gke`
 * (tutorials/access-gke-kubernetes-api-objects, samples) and `shell` (workflows-demos).
 */
export function isConnector(name: string): boolean {
  return /^googleapis(\.[a-zA-Z0-9]+)+$/.test(name) || otherConnectors.has(name);
}

const otherConnectors = new Set([
  'experimental.executions.run',
  'experimental.executions.map',
  'gke.request',
  'gke.create_job',
  'gke.await_job',
  'gke.delete_job',
  'shell.gcloud',
  'shell.kubectl',
]);

/** Arguments in an expression are given by position. */
export function checkExpressionCall(call: CallExpression, routines: Routines, place: Place, problems: Problems): void {
  const { name, operands } = call;
  const routine = routines.get(name);
  const parameters = routine ? parametersOf(routine) : pureFunctions.get(name)?.parameters;
  if (parameters) {
    const required = parameters.filter(parameter => !parameter.optional).length;
    if (operands.length < required || operands.length > parameters.length) {
      const wanted = required === parameters.length ? `${required}` : `${required} to ${parameters.length}`;
      problems.add(place, `'${name}' takes ${wanted} argument${wanted === '1' ? '' : 's'}, ${operands.length} given`);
    }
    if (name === 'main') problems.add(place, `'main' can't be called`);
  } else if (connectorsInExpressions.has(name)) return;
  else if (isBlocking(name) || isConnector(name)) {
    problems.add(place, `'${name}' blocks: it must be called by a call step, not in an expression`);
  } else problems.add(place, `symbol '${name}' not found`);
}

/** Arguments of a step are given by name. `isVariable` tells whether a name is hidden by a variable. */
export function checkCallStep(
  step: CallStep,
  routines: Routines,
  isVariable: (name: string) => boolean,
  problems: Problems,
): void {
  const name = step.function;
  const root = name.split('.')[0] as string;
  if (isVariable(root)) problems.add(step.functionPlace, `'${root}' is a variable here, so '${name}' can't be called`);
  const parameters = parametersOfCalled(name, routines);
  if (name === 'main') problems.add(step.functionPlace, `'main' can't be called`);
  if (!parameters) {
    // Any connector may be deployed: their lists change every month. Running one is another matter.
    if (!isConnector(name)) problems.add(step.functionPlace, `symbol '${name}' not found`);
    else if (step.arguments.some(argument => typeof argument.name === 'number')) {
      problems.add(step.functionPlace, `a connector takes its arguments by name`);
    }
    return;
  }
  const given = new Set<string>();
  for (const { name: argument, place } of step.arguments) {
    const parameter = parameterOf(argument, parameters);
    if (parameter) given.add(parameter.name);
    else if (typeof argument === 'number') problems.add(place, `'${name}' takes at most ${parameters.length} arguments`);
    else problems.add(place, `'${name}' has no parameter '${argument}'`);
  }
  for (const parameter of parameters) {
    if (!parameter.optional && !given.has(parameter.name)) {
      problems.add(step.functionPlace, `'${name}' needs the argument '${parameter.name}'`);
    }
  }
  if (name.startsWith('http.')) checkHttpArguments(step, problems);
}

/** The parameters of whatever a step may call; undefined for connectors and for what isn't there. */
export function parametersOfCalled(name: string, routines: Routines): readonly LibraryParameter[] | undefined {
  const routine = routines.get(name);
  if (routine) return parametersOf(routine);
  return isBlocking(name) ? blockingFunctions[name] : pureFunctions.get(name)?.parameters;
}

/** The parameter that an argument is for. */
export function parameterOf(argument: string | number, parameters: readonly LibraryParameter[]): LibraryParameter | undefined {
  return typeof argument === 'number' ? parameters[argument] : parameters.find(parameter => parameter.name === argument);
}

function parametersOf(routine: Routine): LibraryParameter[] {
  return routine.parameters.map(({ name, standard }) => ({ name, optional: standard !== undefined }));
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];

/** What Google's JSON schema says of the arguments of HTTP calls, where they are literal. */
function checkHttpArguments(step: CallStep, problems: Problems): void {
  const parameters = parametersOfCalled(step.function, new Map()) ?? [];
  const literal = (name: string): Template | undefined =>
    step.arguments.find(argument => parameterOf(argument.name, parameters)?.name === name)?.value;
  const method = literal('method');
  if (method?.kind === 'constant' && !methods.includes(method.value as string)) {
    problems.add(method.place, `unknown HTTP method`);
  }
  const timeout = literal('timeout');
  if (timeout?.kind === 'constant') {
    const seconds = typeof timeout.value === 'bigint' || typeof timeout.value === 'number' ? Number(timeout.value) : NaN;
    const most = limits.httpTimeout.most;
    if (!(seconds > 0 && seconds <= most)) problems.add(timeout.place, `timeout must be more than 0 and at most ${most} seconds`);
  }
  const headers = literal('headers');
  if (headers?.kind === 'constant' && headers.value instanceof Map && headers.value.size === 0) {
    problems.add(headers.place, `'headers' must not be empty`);
  }
  const body = literal('body');
  const listBody = body?.kind === 'list' || (body?.kind === 'constant' && Array.isArray(body.value));
  const plainBody =
    body?.kind === 'constant' && body.value !== null && typeof body.value !== 'string' && typeof body.value !== 'object';
  if (body && (listBody || plainBody))
    problems.add(body.place, `'body' must be a map, a string or null; give anything else by an expression`);
  const auth = literal('auth');
  if (auth) checkAuth(auth, problems);
}

function checkAuth(auth: Template, problems: Problems): void {
  const fields = new Map<string, unknown>();
  if (auth.kind === 'constant' && auth.value instanceof Map)
    for (const [key, value] of auth.value) fields.set(key as string, value);
  else if (auth.kind === 'map') {
    for (const { key, value } of auth.entries) {
      if (key.kind === 'constant') fields.set(key.value as string, value.kind === 'constant' ? value.value : undefined);
    }
  } else if (auth.kind !== 'expression') problems.add(auth.place, `'auth' must be a map`);
  for (const key of fields.keys()) {
    if (!['type', 'scope', 'scopes', 'audience'].includes(key)) problems.add(auth.place, `unexpected entry '${key}' in 'auth'`);
  }
  const type = fields.get('type');
  if (type !== undefined && type !== 'OIDC' && type !== 'OAuth2')
    problems.add(auth.place, `the type of 'auth' is OIDC or OAuth2`);
}
