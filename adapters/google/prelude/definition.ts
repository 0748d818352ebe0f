/** A subworkflow of ours, in Google's own words. Everything in it is evaluated as it stands. */
export interface Definition {
  /** A comment above it. */
  readonly doc: string;
  readonly params: readonly string[];
  readonly steps: readonly PlainStep[];
  /** Other definitions it calls. */
  readonly uses?: readonly string[];
}

/** One key, the step's name. */
export type PlainStep = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A table of definitions whose names the type keeps. */
export function definitions<T extends Readonly<Record<string, Definition>>>(table: T): T {
  return table;
}

/** The error that nothing catches: a mistake in the workflow. */
export function expressionError(message: string): Readonly<Record<string, unknown>> {
  return { name: 'ExpressionError', message, details: null };
}
