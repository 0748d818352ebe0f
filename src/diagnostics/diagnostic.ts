/** Where a value stands in the service's configuration: `['orchestration', 'workflows', 'order', 'do', 0]`. */
export type ConfigPath = readonly (string | number)[];

/** A place in the configuration. */
export interface Place {
  /** Relative to the service's folder; absent for the service's configuration itself. */
  readonly file?: string;
  readonly path: ConfigPath;
  /** Offsets (UTF-16 units, end excluded) inside the string that stands at `path`. */
  readonly focus?: Focus;
  /** Points at the key that ends `path`, not at its value. */
  readonly key?: boolean;
}

export interface Focus {
  readonly start: number;
  readonly end: number;
}

export type Severity = 'error' | 'warning' | 'info';

/** A finding: what is wrong, why, and what to do now. A value, never thrown. */
export interface Diagnostic {
  /** Kebab-case and for ever; an adapter's begins with its name: `aws/name-too-long`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly place: Place;
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
}

/** A kind of finding. Calling it makes one; `doc` is the page that `--explain` and the reference print. */
export interface DiagnosticKind<Args extends readonly unknown[]> {
  (place: Place, ...args: Args): Diagnostic;
  readonly code: string;
  readonly severity: Severity;
  readonly doc: string;
}

export interface Wording {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly related?: Diagnostic['related'] | undefined;
}

/**
 * Defines a kind of diagnostic. `word` gets what is particular about a finding and answers its text.
 *
 * @example const unknownFunction = define('unknown-function', 'error', 'A call names ...', (name: string) => ({ message: ... }));
 */
export function define<Args extends readonly unknown[]>(
  code: string,
  severity: Severity,
  doc: string,
  word: (...args: Args) => Wording,
): DiagnosticKind<Args> {
  const make = (place: Place, ...args: Args): Diagnostic => {
    const { message, hint, related } = word(...args);
    return {
      code,
      severity,
      message,
      place,
      ...(hint ? { hint } : {}),
      ...(related === undefined ? {} : { related }),
    };
  };
  return Object.assign(make, { code, severity, doc });
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(diagnostic => diagnostic.severity === 'error');
}
