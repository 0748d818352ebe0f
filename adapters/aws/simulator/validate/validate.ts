import { isMap, type JsonMap } from '../../../../src/language/json';
import { limits } from '../limits';
import { repeatedKey } from '../repeated-keys';
import { checkExpressions } from './expressions';
import { checkGraphs } from './graph';
import { collectPlaces, type Problem, type Report } from './places';
import { checkStates } from './states';
import { checkVariables } from './variables';

export type { Problem } from './places';

export interface ValidationOptions {
  readonly type?: 'STANDARD' | 'EXPRESS';
  /** The machine's name, when it is to be checked too. */
  readonly name?: string;
}

/**
 * What the service says to a definition when a state machine is created from it, all at once. Wherever the service's
 * words are recorded, they are used. Only JSONata machines are understood.
 */
export function validate(definition: string, options: ValidationOptions = {}): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (code, message, location, severity = 'ERROR') => {
    problems.push({ severity, code, message, location });
  };
  if (options.name !== undefined) checkMachineName(options.name, report);
  if (Buffer.byteLength(definition) > limits.definition) {
    report('SCHEMA_VALIDATION_FAILED', `The definition is larger than ${limits.definition} bytes`, '/');
  }
  const parsed = parse(definition, report);
  if (parsed) {
    const places = collectPlaces(parsed);
    checkGraphs(places, report);
    checkStates(places, options.type ?? 'STANDARD', report);
    checkExpressions(places, report);
    checkVariables(places, report);
  }
  return problems;
}

function parse(definition: string, report: Report): JsonMap | undefined {
  let value: unknown;
  try {
    value = definition === '' ? undefined : JSON.parse(definition);
  } catch (error) {
    report('INVALID_JSON_DESCRIPTION', (error as Error).message, '/');
    return undefined;
  }
  const repeated = value === undefined ? undefined : repeatedKey(definition);
  if (repeated) report('INVALID_JSON_DESCRIPTION', `Duplicate field '${repeated.key}'`, repeated.path);
  if (isMap(value)) return value as JsonMap;
  report('SCHEMA_VALIDATION_FAILED', 'Definition must be a valid JSON object', '/');
  return undefined;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
function checkMachineName(name: string, report: Report): void {
  if (name === '') report('STATE_MACHINE_NAME_EMPTY', 'The name is empty', '/');
  if (name.length > limits.name) report('STATE_MACHINE_NAME_TOO_LONG', `The name is longer than ${limits.name} characters`, '/');
  if (/[\s?*<>{}[\]"#%\\^|~`$&,;:/\p{Cc}]/u.test(name)) report('STATE_MACHINE_NAME_INVALID', `Invalid Name: '${name}'`, '/');
}
