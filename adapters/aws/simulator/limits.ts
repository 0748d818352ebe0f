/**
 * The service's quotas that a run can meet.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const limits = {
  /** Bytes of UTF-8: the input or output of a state, a task or an execution. */
  payload: 256 * 1024,
  /** Bytes of one variable, and of one `Assign`. */
  assign: 256 * 1024,
  /** Bytes of all variables of an execution. */
  variables: 10 * 1024 * 1024,
  /** Bytes of a definition. */
  definition: 1024 * 1024,
  /** Events in the history of a STANDARD execution, the last one included. */
  history: 25_000,
  /** Seconds that an EXPRESS execution may take. */
  expressDuration: 300,
  /** Seconds that a STANDARD execution may take: a year. */
  standardDuration: 365 * 24 * 3600,
  /** Characters of a state's, a variable's, a machine's or an execution's name. */
  name: 80,
  /** Iterations of an inline Map that run at once when `MaxConcurrency` is 0 or absent. */
  inlineConcurrency: 40,
  /** Seconds of an HTTP task. */
  httpTask: 60,
} as const;

/** Whether a JSON value takes at most so many bytes of UTF-8. Exact counting is left to values that may be near the limit. */
export function fits(value: unknown, bytes: number): boolean {
  if (worstSize(value, bytes) <= bytes) return true;
  return sizeOf(value) <= bytes;
}

export function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}

/** An upper bound of the size, cheap to find; stops when it passes `enough`. */
function worstSize(value: unknown, enough: number): number {
  if (typeof value === 'string') return 2 + 6 * value.length;
  if (typeof value !== 'object' || value === null) return 26;
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      size += 1 + worstSize(item, enough - size);
      if (size > enough) return size;
    }
    return size;
  }
  for (const key of Object.keys(value)) {
    size += 4 + 6 * key.length + worstSize((value as Record<string, unknown>)[key], enough - size);
    if (size > enough) return size;
  }
  return size;
}
