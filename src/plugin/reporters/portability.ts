import type { Support } from '../../adapter';
import type { Level, Portability, Row, Verdict } from '../../compiler/portability';
import type { Place } from '../../diagnostics/diagnostic';
import { placeText } from '../../diagnostics/formats/located';
import type { Paint } from '../../diagnostics/formats/paint';
import { printable } from '../../diagnostics/formats/printable';
import type { SourceMap } from '../../diagnostics/sourcemap';

/** What isn't native on every target, workflow by workflow; how each target does it; and a line that sums up each target. */
export function formatPortability(report: Portability, sources: SourceMap, paint: Paint): string {
  const sections = [tableLines(report, sources, paint), noteLines(report, paint), openLines(report, sources, paint)];
  const verdicts = report.targets.map(verdict => verdictLine(verdict, report.targets, paint));
  return [...sections.filter(lines => lines.length > 0), verdicts].map(lines => lines.join('\n')).join('\n\n');
}

/** Columns are two blanks apart. */
const gap = '  ';
const levelWidth = 'emulated'.length;

function tableLines({ workflows, targets }: Portability, sources: SourceMap, paint: Paint): readonly string[] {
  const shown = workflows
    .map(({ name, rows }) => ({ name, rows: rows.filter(isRemarkable) }))
    .filter(({ rows }) => rows.length > 0);
  if (shown.length === 0) return [];
  const first = Math.max(
    ...shown.flatMap(({ name, rows }) => [name.length, ...rows.map(({ what }) => what.length + gap.length)]),
  );
  const widths = targets.map(({ target }) => Math.max(levelWidth, target.length));
  const head = [''.padEnd(first), ...targets.map(({ target }, i) => target.padEnd(widths[i]!))].join(gap).trimEnd();
  return [
    paint.faint(head),
    ...shown.flatMap(({ name, rows }) => [
      paint.strong(printable(name)),
      ...rows.map(({ what, support, places }) => {
        const cells = support.map((cell, i) => painted(cell?.level, (cell?.level ?? '').padEnd(widths[i]!), paint));
        return [`${gap}${what}`.padEnd(first), ...cells, paint.faint(placesText(places, sources))].join(gap);
      }),
    ]),
  ];
}

const isRemarkable = ({ support }: Row): boolean => support.some(cell => cell && cell.level !== 'native');

/** How each target does what it hasn't, or why it refuses; said once, whatever the number of workflows. */
function noteLines({ workflows, targets }: Portability, paint: Paint): readonly string[] {
  const rows = workflows.flatMap(workflow => workflow.rows).filter(isRemarkable);
  const notes = rows.flatMap(({ what, support }) =>
    support.flatMap((cell, i) => (cell && cell.level !== 'native' ? [noteLine(what, targets[i]!.target, cell, paint)] : [])),
  );
  return [...new Set(notes)];
}

function noteLine(what: string, target: string, support: Exclude<Support, { level: 'native' }>, paint: Paint): string {
  const words = printable(support.level === 'refused' ? support.why : support.how);
  return `${painted(support.level, support.level, paint)} on ${target}: ${paint.strong(what)}: ${words}`;
}

/** The one difference that no table shows, since every target has it. */
function openLines({ workflows }: Portability, sources: SourceMap, paint: Paint): readonly string[] {
  const places = workflows.flatMap(({ open }) => open);
  if (places.length === 0) return [];
  return [
    'Where several branches fail, which error the step has and whether the others run to their end depends on the target; `settle: true` takes them all:',
    `${gap}${paint.faint(placesText(places, sources))}`,
  ];
}

/** `google  14 native, 3 emulated, 1 refused: can't take placeOrder` */
function verdictLine({ target, counts, refused }: Verdict, targets: readonly Verdict[], paint: Paint): string {
  const name = target.padEnd(Math.max(...targets.map(each => each.target.length)));
  const parts = (Object.keys(counts) as Level[])
    .filter(level => counts[level] > 0)
    .map(level => painted(level, `${counts[level]} ${level}`, paint));
  const end = refused.length === 0 ? '' : paint.error(`: can't take ${refused.map(printable).join(', ')}`);
  return `${paint.strong(name)}${gap}${parts.length === 0 ? 'nothing used' : parts.join(', ')}${end}`;
}

function painted(level: Level | undefined, text: string, paint: Paint): string {
  if (level === 'refused') return paint.error(text);
  if (level === 'degraded') return paint.warning(text);
  return level === 'emulated' ? paint.info(text) : text;
}

const maxPlaces = 3;

/** `serverless.yml:12:9, serverless.yml:20:9 and 4 more` */
function placesText(places: readonly Place[], sources: SourceMap): string {
  const texts = [...new Set(places.map(place => printable(placeText(place, sources))))];
  const rest = texts.length - maxPlaces;
  return `${texts.slice(0, maxPlaces).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
