import type { TestedCase } from '../testing';

/** One entry for each case on each engine, the counts, and what cases lean on that the language doesn't define. */
export function formatJsonResults(tested: readonly TestedCase[]): string {
  const results = tested.flatMap(({ file, case: given, results }) =>
    results.map(({ engine, outcome, differences, refusals, elapsed, billed, lastStep }) => ({
      workflow: given.workflow,
      case: given.name,
      file,
      engine,
      outcome,
      elapsed: elapsed / 1000,
      billed,
      lastStep,
      differences,
      refusals: refusals.map(({ code, message, place }) => ({ code, message, path: place.path })),
    })),
  );
  const count = (outcome: string): number => results.filter(result => result.outcome === outcome).length;
  const summary = { passed: count('passed'), failed: count('failed'), refused: count('refused'), notRun: count('notRun') };
  const notDefined = tested.flatMap(({ file, case: given, notDefined: open }) =>
    open.map(what => ({ workflow: given.workflow, case: given.name, file, what })),
  );
  return JSON.stringify({ summary, results, notDefined }, null, 2);
}
