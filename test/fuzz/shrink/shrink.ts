import type { Adapter } from '../../../src/adapter';
import type { Program } from '../../../src/language/ir';
import type { JsonMap } from '../../../src/language/json';
import { printProgram } from '../../../src/language/print';
import type { Difference } from '../../../src/runner/cases/compare';
import { compareOnTarget, compareWithPrinted, runnersOf, runReference, severalFail, type Reference } from '../compare';
import { invalid, serviceOf, type Specimen, startTarget } from '../service';
import { simplerCases } from './cases';
import { simplerPrograms } from './programs';

/** A program with one case that goes differently on a target. */
export interface Failing {
  readonly specimen: Specimen;
  readonly difference: Difference;
  readonly reference: Reference & { usable: true };
}

/**
 * Compares a specimen's only case on a target, or (without one) on the program read again from its print.
 * @param wanted the signature of the difference to look for; any when it is absent
 */
export async function examine(specimen: Specimen, adapter: Adapter | undefined, wanted?: string): Promise<Failing | undefined> {
  const service = serviceOf([specimen]);
  if (invalid(service).length > 0 || service.cases[0]?.length !== 1) return undefined;
  const runners = runnersOf(service);
  // Whether it depends on time is the dearest question, and asked last.
  const reference = await runReference(service, 0, 0, { ...runners, variants: [] });
  if (!reference.usable) return undefined;
  const [difference] = adapter ? await onTarget() : await compareWithPrinted(reference, runners);
  if (!difference || (wanted !== undefined && signature(difference) !== wanted)) return undefined;
  const isComparable = (await runReference(service, 0, 0, runners)).usable && !(await severalFail(reference, runners));
  return isComparable ? { specimen, difference, reference } : undefined;

  async function onTarget(): Promise<readonly Difference[]> {
    let target;
    try {
      target = await startTarget(service, adapter as Adapter);
    } catch (error) {
      return [{ what: 'status', message: `it doesn't start: ${error instanceof Error ? error.message : String(error)}` }];
    }
    try {
      if (target.compilation.refused.has(specimen.root)) return [];
      return await compareOnTarget(reference as Reference & { usable: true }, target);
    } finally {
      await target.engine.close?.();
    }
  }
}

/** What two differences have in common when they are likely to be one mistake. */
export function signature({ what, message, actual }: Difference): string {
  if (what === 'calls') return 'calls';
  const name =
    typeof actual === 'object' && actual !== null && !Array.isArray(actual) ? String((actual as JsonMap)['name'] ?? '') : '';
  // Of a list of problems the first one tells.
  const [head = '', first = ''] = message.split('\n');
  const words = `${head} ${first}`
    .replace(/\b\w+'t /g, 'not ')
    .replace(/"[^"]*"|'[^']*'|`[^`]*`|\d+|\/\S+|step \S+/g, '_')
    .slice(0, 200);
  return `${what}: ${words} ${what === 'status' ? name : ''}`.trim();
}

/** The smallest that is found in the given time (milliseconds) and still differs in the same way. */
export async function shrink(first: Failing, adapter: Adapter | undefined, patience: number): Promise<Failing> {
  const wanted = signature(first.difference);
  const until = Date.now() + patience;
  let best = first;
  // After a success the next candidates are tried, not the same ones again: those before it seldom do better now.
  let position = 0;
  let progress = true;
  while (progress) {
    progress = false;
    for (let better = await firstBetter(); better; better = await firstBetter()) {
      best = better;
      progress = true;
    }
    position = 0;
  }
  return best;

  async function firstBetter(): Promise<Failing | undefined> {
    let i = 0;
    for (const candidate of candidates(best.specimen)) {
      if (Date.now() > until) return undefined;
      if (i++ < position) continue;
      position++;
      for (const specimen of candidate()) {
        const found = await examineSafely(specimen, adapter, wanted);
        if (found) return found;
      }
    }
    return undefined;
  }
}

/** A candidate that our own code can't even read is none. */
async function examineSafely(specimen: Specimen, adapter: Adapter | undefined, wanted: string): Promise<Failing | undefined> {
  try {
    return await examine(specimen, adapter, wanted);
  } catch {
    return undefined;
  }
}

function* candidates(specimen: Specimen): Generator<() => readonly Specimen[]> {
  const program = withoutPlaces(serviceOf([specimen]).checked.program);
  const [given] = specimen.cases;
  for (const simpler of simplerPrograms(program)) {
    yield () =>
      simpler()
        .flatMap(changed => printed(changed) ?? [])
        .map(workflows => ({ ...specimen, workflows: workflows as Specimen['workflows'] }));
  }
  for (const simpler of simplerCases(given as JsonMap)) yield () => [{ ...specimen, cases: [simpler] }];
}

/** Places are of no use here, and most of a tree. */
function withoutPlaces(program: Program): Program {
  const text = JSON.stringify(program, (key, value: unknown) => (key === 'place' ? { path: [] } : key === 'origin' ? [] : value));
  return JSON.parse(text) as Program;
}

/** Undefined when what was taken away can't be missing: the timeout of an http step. */
function printed(program: Program): Specimen['workflows'] | undefined {
  try {
    return printProgram(program)['workflows'] as Specimen['workflows'];
  } catch {
    return undefined;
  }
}
