import type { ConfigPath, Diagnostic, Place } from '../diagnostic';
import type { Location, SourceMap } from '../sourcemap';

/** A diagnostic and where it stands in the text, when it does. */
export interface Located {
  readonly diagnostic: Diagnostic;
  /** The file it is about, as it is shown. */
  readonly file: string;
  readonly location?: Location;
}

/** Finds each diagnostic's place, in reading order: the configuration first, then other files by name. */
export function locateAll(diagnostics: readonly Diagnostic[], sources: SourceMap): readonly Located[] {
  return diagnostics.map(diagnostic => locate(diagnostic, sources)).sort((a, b) => compare(a, b, sources.main));
}

function locate(diagnostic: Diagnostic, sources: SourceMap): Located {
  const location = sources.locate(diagnostic.place);
  const file = location?.file ?? diagnostic.place.file ?? sources.main;
  return location ? { diagnostic, file, location } : { diagnostic, file };
}

function compare(a: Located, b: Located, main: string): number {
  if (a.file !== b.file) return a.file === main ? -1 : b.file === main ? 1 : a.file < b.file ? -1 : 1;
  const byLine = (a.location?.line ?? Infinity) - (b.location?.line ?? Infinity) || 0;
  return byLine !== 0 ? byLine : (a.location?.column ?? 0) - (b.location?.column ?? 0);
}

/** `orchestration.workflows.order.do[0].charge`: how a place is named where there is no line to show. */
export function pathText(path: ConfigPath): string {
  return path
    .map((segment, i) => {
      if (typeof segment === 'number') return `[${segment}]`;
      if (!/^[A-Za-z_$][\w$-]*$/.test(segment)) return `[${JSON.stringify(segment)}]`;
      return i === 0 ? segment : `.${segment}`;
    })
    .join('');
}

/** `serverless.yml:7:17`, or the file and the path. */
export function placeText(place: Place, sources: SourceMap): string {
  const location = sources.locate(place);
  if (location) return `${location.file}:${location.line}:${location.column}`;
  const file = place.file ?? sources.main;
  return place.path.length === 0 ? file : `${file}: ${pathText(place.path)}`;
}
