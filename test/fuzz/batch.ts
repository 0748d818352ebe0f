import type { Adapter } from '../../src/adapter';
import {
  compareOnTarget,
  compareWithPrinted,
  type Finding,
  type Reference,
  refusals,
  runnersOf,
  runReference,
  type Runners,
  severalFail,
  start,
} from './compare';
import { addCoverage, count, type Counts, cover, type Coverage, emptyCoverage } from './coverage';
import { generateProgram } from './generate/program';
import { signature } from './shrink/shrink';
import { invalid, type Service, serviceOf } from './service';

/** What came of some programs; plain data, so that a worker process can send it. */
export interface Report {
  programs: number;
  cases: number;
  /** Cases that couldn't be compared, by reason. */
  readonly dropped: Counts;
  /** How the cases ended locally: `succeeded`, or the error's name. */
  readonly ended: Counts;
  /** By target. */
  readonly targets: Record<string, { cases: number; refused: Counts }>;
  readonly coverage: Coverage;
  readonly differences: Difference[];
}

export interface Difference {
  readonly target: string;
  readonly number: number;
  readonly case: number;
  /** The same for differences that are likely to be one mistake. */
  readonly signature: string;
  readonly text: string;
}

export const emptyReport = (): Report => ({
  programs: 0,
  cases: 0,
  dropped: {},
  ended: {},
  targets: {},
  coverage: emptyCoverage(),
  differences: [],
});

export function addReport(total: Report, part: Report): void {
  total.programs += part.programs;
  total.cases += part.cases;
  for (const group of ['dropped', 'ended'] as const)
    for (const [key, n] of Object.entries(part[group])) count(total[group], key, n);
  for (const [name, { cases, refused }] of Object.entries(part.targets)) {
    const target = (total.targets[name] ??= { cases: 0, refused: {} });
    target.cases += cases;
    for (const [code, n] of Object.entries(refused)) count(target.refused, code, n);
  }
  addCoverage(total.coverage, part.coverage);
  total.differences.push(...part.differences);
}

/** Generates the programs of these numbers, and compares each on the local runner and every target. */
export async function runBatch(seed: number, numbers: readonly number[], adapters: readonly Adapter[]): Promise<Report> {
  const report = emptyReport();
  const service = serviceOf(numbers.map(number => generateProgram(seed, number)));
  const found = invalid(service);
  if (found.length > 0)
    throw new Error(
      `the generator made a program that isn't valid: ${found.map(one => `${one.message} (${one.place.path.join('.')})`).join('; ')}`,
    );
  const runners = runnersOf(service);
  report.programs = numbers.length;
  cover(service.checked.program, report.coverage);
  const tell = ({ target, specimen, case: index, differences }: Finding): void => {
    for (const difference of differences.slice(0, 1)) {
      const { message, expected, actual } = difference;
      const text = `${message}\n  expected ${JSON.stringify(expected)}\n  actual   ${JSON.stringify(actual)}`;
      report.differences.push({
        target,
        number: numbers[specimen] as number,
        case: index,
        signature: signature(difference),
        text,
      });
    }
  };
  const references: { readonly specimen: number; readonly case: number; readonly reference: Reference & { usable: true } }[] = [];
  for (const [specimen, cases] of service.cases.entries()) {
    for (const index of cases.keys()) {
      const reference = await runReference(service, specimen, index, runners);
      report.cases++;
      if (!reference.usable) {
        count(report.dropped, reference.why);
        continue;
      }
      count(report.ended, reference.execution.status === 'failed' ? reference.execution.error.name : 'succeeded');
      references.push({ specimen, case: index, reference });
      const differences = await compareWithPrinted(reference, runners);
      tell({ target: 'printed', specimen, case: index, differences });
    }
  }
  for (const adapter of adapters) await runTarget(service, adapter, references, runners, report, tell);
  return report;
}

async function runTarget(
  service: Service,
  adapter: Adapter,
  references: readonly { readonly specimen: number; readonly case: number; readonly reference: Reference & { usable: true } }[],
  runners: Runners,
  report: Report,
  tell: (finding: Finding) => void,
): Promise<void> {
  const counts = (report.targets[adapter.name] ??= { cases: 0, refused: {} });
  const target = await start(service, adapter);
  if ('failed' in target) {
    const [first] = references;
    if (service.specimens.length === 1) {
      if (first)
        tell({
          target: adapter.name,
          ...first,
          differences: [{ what: 'status', message: `it doesn't start: ${target.failed}` }],
        });
      return;
    }
    // One of them is to blame: each is tried alone.
    for (const i of service.specimens.keys()) {
      const alone = serviceOf([service.specimens[i]!]);
      const own = references.filter(({ specimen }) => specimen === i).map(entry => ({ ...entry, specimen: 0 }));
      await runTarget(alone, adapter, own, runners, report, finding => tell({ ...finding, specimen: i }));
    }
    return;
  }
  try {
    for (const i of service.specimens.keys()) {
      const codes = new Set(refusals(target, service, i).map(({ code }) => code));
      for (const code of codes) count(counts.refused, code);
    }
    for (const { specimen, case: index, reference } of references) {
      if (target.compilation.refused.has(service.specimens[specimen]!.root)) continue;
      counts.cases++;
      const differences = await compareOnTarget(reference, target);
      if (differences.length > 0 && (await severalFail(reference, runners))) count(report.dropped, 'several fail');
      else tell({ target: adapter.name, specimen, case: index, differences });
    }
  } finally {
    await target.engine.close?.();
  }
}
