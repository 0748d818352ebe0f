import { isMap, type Json, type JsonMap } from '../../../../src/language/json';
import { StateError } from '../errors';
import { setOwn } from '../values';
import { where } from '../interpret/evaluation';
import type { TaskRequest } from './integration';

/** The parameters as a map; a task can't be started with anything else. */
export function parametersOf(task: TaskRequest): JsonMap {
  if (isMap(task.parameters)) return task.parameters as JsonMap;
  throw unusable(task, 'The Parameters must be a JSON object');
}

export function requiredText(task: TaskRequest, parameters: JsonMap, key: string): string {
  const value: Json | undefined = parameters[key];
  if (typeof value === 'string' && value !== '') return value;
  throw unusable(
    task,
    value === undefined
      ? `The field '${key}' is required but was missing`
      : `The value of the field '${key}' has an invalid format`,
  );
}

/** The service's words for a task that it can't start (recorded for another integration). */
export function unusable(task: TaskRequest, complaint: string): StateError {
  return new StateError(
    'States.Runtime',
    `${where(task.visit)} The Parameters '${JSON.stringify(task.parameters)}' could not be used to start the Task: [${complaint}]`,
  );
}

/** A copy that nobody shares: what leaves the simulator may be changed by who receives it, and what comes in by who gave it. */
export function copyOf(value: Json): Json {
  if (value === 0) return 0;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(copyOf);
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(value)) setOwn(copy, key, copyOf((value as JsonMap)[key] as Json));
  return copy;
}
