import { stringify } from 'yaml';
import type { Adapter } from '../../src/adapter';
import { runBatch } from './batch';
import { serviceText } from './found';
import { generateProgram } from './generate/program';

/** Prints one program of a run and what is found of it. */
export async function runOnly(seed: number, number: number, adapters: readonly Adapter[]): Promise<void> {
  const generated = generateProgram(seed, number);
  console.log(serviceText(generated));
  console.log('---');
  console.log(stringify({ workflow: generated.root, cases: generated.cases }, { lineWidth: 160 }));
  const report = await runBatch(seed, [number], adapters);
  for (const { target, case: index, text } of report.differences) console.log(`# ${target}, case ${index + 1}: ${text}`);
  console.log(JSON.stringify({ ended: report.ended, dropped: report.dropped, targets: report.targets }));
}
