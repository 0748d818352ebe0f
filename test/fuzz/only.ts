import { stringify } from 'yaml';
import type { Adapter } from '../../src/adapter';
import { runBatch } from './batch';
import { generateProgram } from './generate/program';
import { provider, functions } from './service';

/** Prints one program of a run and what is found of it. */
export async function runOnly(seed: number, number: number, adapters: readonly Adapter[]): Promise<void> {
  const { root, workflows, cases } = generateProgram(seed, number);
  console.log(stringify({ service: 'found', provider, functions, orchestration: { workflows } }, { lineWidth: 160 }));
  console.log('---');
  console.log(stringify({ workflow: root, cases }, { lineWidth: 160 }));
  const report = await runBatch(seed, [number], adapters);
  for (const { target, case: index, text } of report.differences) console.log(`# ${target}, case ${index + 1}: ${text}`);
  console.log(JSON.stringify({ ended: report.ended, dropped: report.dropped, targets: report.targets }));
}
