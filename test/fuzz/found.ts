import { stringify } from 'yaml';
import type { Adapter } from '../../src/adapter';
import type { JsonMap } from '../../src/language/json';
import type { Difference } from './batch';
import { generateProgram } from './generate/program';
import { functions, provider, type Specimen } from './service';
import { examine, type Failing, shrink } from './shrink/shrink';

/** A difference, shrunk and written down as a fixture. */
export interface Found {
  readonly target: string;
  readonly serverless: string;
  readonly cases: string;
  /** What differs, and where it came from. */
  readonly remark: string;
}

/** @param patience milliseconds for the shrinking */
export async function explain(
  seed: number,
  { target, number, case: index }: Difference,
  adapter: Adapter | undefined,
  patience: number,
): Promise<Found | undefined> {
  const generated = generateProgram(seed, number);
  const specimen: Specimen = { ...generated, cases: [generated.cases[index] as JsonMap] };
  const failing = await examine(specimen, adapter);
  if (!failing) return undefined;
  const smallest = await shrink(failing, adapter, patience);
  const { message, expected, actual } = smallest.difference;
  const remark = [
    `${target}: ${message}`,
    `expected ${JSON.stringify(expected)}`,
    `actual   ${JSON.stringify(actual)}`,
    `(seed ${seed}, program ${number}, case ${index + 1})`,
  ];
  return { target, serverless: serviceText(smallest.specimen), cases: casesText(smallest), remark: remark.join('\n') };
}

const options = { lineWidth: 160, aliasDuplicateObjects: false };

export function serviceText({ workflows, cases }: Specimen): string {
  const text = JSON.stringify(workflows) + JSON.stringify(cases);
  const used = Object.fromEntries(Object.entries(functions).filter(([key]) => text.includes(`"${key}"`)));
  return stringify(
    {
      service: 'found',
      provider,
      plugins: ['serverless-orchestration'],
      ...(Object.keys(used).length > 0 ? { functions: used } : {}),
      orchestration: { workflows },
    },
    options,
  );
}

/** The cases file, with what the local runner gave as what is expected. */
function casesText({ specimen: { root, cases }, reference: { execution } }: Failing): string {
  const [given] = cases;
  const expect = execution.status === 'succeeded' ? { output: execution.output } : { error: { ...execution.error } };
  const answered = Object.fromEntries(Object.entries(given as JsonMap).filter(([, value]) => JSON.stringify(value) !== '{}'));
  return stringify({ workflow: root, cases: [{ ...answered, expect }] }, options);
}
