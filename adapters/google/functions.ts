import type { Project, ServiceFunction } from '../../src/adapter';
import { upperSnake } from './names';

/** Seconds; what Google waits for an HTTP answer when nothing is said, and at most: https://cloud.google.com/workflows/quotas */
export const usualHttpTimeout = 300;
export const longestHttpTimeout = 1800;

export function functionOf(key: string, project: Project): ServiceFunction | undefined {
  return project.functions.find(candidate => candidate.key === key);
}

/** The user environment variable with a function's URL: `FN_RESERVE_STOCK_URL`. Keys that would share one are numbered. */
export function environmentName(key: string, project: Project): string {
  const wanted = upperSnake(key);
  const alike = project.functions.filter(other => upperSnake(other.key) === wanted).findIndex(other => other.key === key);
  return `FN_${wanted}${alike > 0 ? `_${alike + 1}` : ''}_URL`;
}

/** By itself Google waits 300 seconds for an answer: only a function that ends before needs no timeout said. */
export function functionTimeout(key: string, project: Project): number | undefined {
  const seconds = functionOf(key, project)?.timeout;
  return seconds !== undefined && seconds < usualHttpTimeout ? undefined : longestHttpTimeout;
}
