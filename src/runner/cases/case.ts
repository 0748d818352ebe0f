import type { JsonMap } from '../../language/json';
import type { Json } from '../../language/json';

/** A file of cases, read. */
export interface CasesFile {
  /** Relative to the service's folder. */
  readonly file: string;
  readonly workflow: string;
  readonly cases: readonly Case[];
}

/** One case: what goes in, what the outside answers, what is expected. Defaults are merged in. */
export interface Case {
  readonly name: string;
  readonly workflow: string;
  readonly input: Json;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly executionId: string;
  /** Functions and URLs that the case doesn't answer reach the service's real handlers and the web. */
  readonly handlers: boolean;
  readonly functions: Readonly<Record<string, readonly Answer[]>>;
  /** By `METHOD url`, `url` or `*`. */
  readonly http: Readonly<Record<string, readonly Answer[]>>;
  readonly expect: Expectation;
}

/** An answer of a function or of the web. */
export interface Answer {
  /** For calls whose input has these fields; without it the answers are taken in turn. */
  readonly when?: Json;
  /** Milliseconds on the clock before it comes. */
  readonly after: number;
  readonly outcome:
    | { readonly kind: 'returns'; readonly value: Json }
    | { readonly kind: 'raises'; readonly name: string; readonly message: string }
    | {
        readonly kind: 'responds';
        readonly status: number;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: Json;
      };
}

export interface Expectation {
  readonly output?: Json;
  /** Only the keys it gives are compared. */
  readonly error?: JsonMap;
  readonly calls?: readonly ExpectedCall[];
  /** Milliseconds. */
  readonly elapsed?: number;
}

export type ExpectedCall =
  | { readonly kind: 'function'; readonly function: string; readonly input?: Json }
  | { readonly kind: 'http'; readonly method: string; readonly url: string; readonly body?: Json };
