import type { ConfigPath, Diagnostic, Severity } from '../diagnostic';
import type { SourceMap } from '../sourcemap';
import { locateAll } from './located';

/** What `--format json` prints of a diagnostic. Lines and columns are counted from 1, the end excluded; null where unknown. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string | null;
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly endColumn: number | null;
  readonly path: ConfigPath;
}

/** The diagnostics as data, in reading order. */
export function toJsonDiagnostics(diagnostics: readonly Diagnostic[], sources: SourceMap): readonly JsonDiagnostic[] {
  return locateAll(diagnostics, sources).map(({ diagnostic, file, location }) => ({
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    hint: diagnostic.hint ?? null,
    file,
    line: location?.line ?? null,
    column: location?.column ?? null,
    endColumn: location?.endColumn ?? null,
    path: diagnostic.place.path,
  }));
}

export function formatJson(diagnostics: readonly Diagnostic[], sources: SourceMap): string {
  return JSON.stringify(toJsonDiagnostics(diagnostics, sources), null, 2);
}
