import { printable } from '../../diagnostics/formats/printable';
import type { Paint } from '../../diagnostics/formats/paint';
import type { CaseResult, TestedCase } from '../testing';
import { diffLines } from './diff';

/** Case by case and engine by engine, then what failed and why, then how many. */
export function formatTable(tested: readonly TestedCase[], paint: Paint): string {
  return [
    ...tableLines(tested, paint),
    ...failureLines(tested, paint),
    ...refusalLines(tested, paint),
    ...notRunLines(tested, paint),
    ...notDefinedLines(tested, paint),
    '',
    counts(tested, paint),
  ].join('\n');
}

const words: Readonly<Record<CaseResult['outcome'], string>> = {
  passed: 'ok',
  failed: 'FAILED',
  refused: 'refused',
  notRun: 'not run',
};

function tableLines(tested: readonly TestedCase[], paint: Paint): readonly string[] {
  const engines = tested[0]?.results.map(({ engine }) => engine) ?? [];
  const width = Math.min(72, Math.max(0, ...tested.map(each => each.case.name.length)) + 2);
  const column = (engine: string): number => Math.max(engine.length, 'refused'.length) + 2;
  const head = `${' '.repeat(width)}  ${engines.map(engine => engine.padEnd(column(engine))).join('')}`.trimEnd();
  const lines = [paint.faint(head)];
  let workflow: string | undefined;
  for (const { case: given, results } of tested) {
    if (given.workflow !== workflow) lines.push(paint.strong(printable(given.workflow)));
    workflow = given.workflow;
    const cells = results.map(({ outcome, engine }) => painted(outcome, words[outcome].padEnd(column(engine)), paint));
    const name = printable(given.name);
    lines.push(`  ${name.padEnd(width)}${cells.join('')}`.trimEnd());
  }
  return lines;
}

function painted(outcome: CaseResult['outcome'], text: string, paint: Paint): string {
  if (outcome === 'passed') return paint.ok(text);
  return outcome === 'failed' ? paint.error(text) : paint.warning(text);
}

function failureLines(tested: readonly TestedCase[], paint: Paint): readonly string[] {
  let count = 0;
  return tested.flatMap(({ case: given, results, file }) =>
    results
      .filter(({ outcome }) => outcome === 'failed')
      .flatMap(result => [
        '',
        `${++count}) ${paint.strong(printable(`${given.workflow}: ${given.name}`))} on ${paint.strong(result.engine)} ${paint.faint(`(${file})`)}`,
        ...result.refusals.map(({ code, message }) => `   ${paint.error('refused')} ${code}: ${printable(message)}`),
        ...result.differences.flatMap(difference => [
          `   ${paint.error(printable(difference.message))}`,
          ...diffLines(difference, paint).map(line => `     ${line}`),
        ]),
        ...(result.lastStep === undefined ? [] : [paint.faint(`   the last step was ${printable(result.lastStep)}`)]),
      ]),
  );
}

/** Why each engine refuses each workflow, said once. */
function refusalLines(tested: readonly TestedCase[], paint: Paint): readonly string[] {
  const lines = tested.flatMap(({ case: given, results }) =>
    results
      .filter(({ outcome }) => outcome === 'refused')
      .flatMap(({ engine, refusals }) =>
        refusals.map(
          ({ code, message }) => `${paint.warning('refused')} ${given.workflow} on ${engine}: ${code}: ${printable(message)}`,
        ),
      ),
  );
  return lines.length === 0 ? [] : ['', ...new Set(lines)];
}

/** Why engines didn't run, said once each. */
function notRunLines(tested: readonly TestedCase[], paint: Paint): readonly string[] {
  const lines = tested.flatMap(({ results }) =>
    results
      .filter(({ outcome }) => outcome === 'notRun')
      .flatMap(({ engine, differences }) =>
        differences.map(({ message }) => `${paint.warning('not run')} on ${engine}: ${printable(message)}`),
      ),
  );
  return lines.length === 0 ? [] : ['', ...new Set(lines)];
}

/** A case may pass everywhere today and still lean on what no target promises. */
function notDefinedLines(tested: readonly TestedCase[], paint: Paint): readonly string[] {
  const lines = tested.flatMap(({ case: given, notDefined }) =>
    notDefined.map(
      what =>
        `${paint.warning('not defined')} ${printable(`${given.workflow}: ${given.name}`)}: ${printable(what)}; targets may differ`,
    ),
  );
  return lines.length === 0 ? [] : ['', ...lines];
}

/** `12 cases on 4 engines: 44 passed, 3 failed, 1 refused` */
export function counts(tested: readonly TestedCase[], paint: Paint): string {
  const results = tested.flatMap(each => each.results);
  const number = (outcome: CaseResult['outcome']): number => results.filter(result => result.outcome === outcome).length;
  const engines = new Set(results.map(({ engine }) => engine)).size;
  const parts = (['passed', 'failed', 'refused', 'notRun'] as const)
    .filter(outcome => outcome === 'passed' || number(outcome) > 0)
    .map(outcome => painted(outcome, `${number(outcome)} ${outcome === 'notRun' ? words.notRun : outcome}`, paint));
  return `${plural(tested.length, 'case')} on ${plural(engines, 'engine')}: ${parts.join(', ')}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
