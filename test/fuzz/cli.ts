import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { adapters } from '../../adapters/index';
import { addReport, emptyReport, type Report } from './batch';
import type { Counts } from './coverage';
import { explain } from './found';
import { runOnly } from './only';

/** What a worker process is sent, and sends back. */
export interface Work {
  readonly seed: number;
  readonly numbers: readonly number[];
  readonly targets: readonly string[];
}

const usage = `npm run fuzz -- [options]: random programs, compared on the local runner and on every target's simulator

  --programs N   how many (500)
  --seed S       the same seed gives the same programs (1)
  --target T     aws, google, azure, or several with commas; local: only against their own print (all)
  --only N       print program N of the seed, and what is found of it
  --batch N      programs that share a service (25)
  --workers N    processes (2)
  --shrink N     seconds to spend on making each kind of difference small (60)
  --out FOLDER   write what is found there, as fixtures (printed without it)`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    programs: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    target: { type: 'string' },
    only: { type: 'string' },
    batch: { type: 'string', default: '25' },
    workers: { type: 'string', default: '2' },
    shrink: { type: 'string', default: '60' },
    out: { type: 'string' },
  },
});
const all = adapters.filter(adapter => adapter.simulate).map(adapter => adapter.name);
const targets = values.target === undefined ? all : values.target === 'local' ? [] : values.target.split(',');

async function main(): Promise<void> {
  if (values.help) {
    console.log(usage);
    return;
  }
  const unknown = targets.find(target => !all.includes(target));
  if (unknown !== undefined) throw new Error(`there is no target "${unknown}"; there are: ${all.join(', ')}`);
  const seed = Number(values.seed);
  if (values.only !== undefined) {
    await runOnly(
      seed,
      Number(values.only),
      adapters.filter(adapter => targets.includes(adapter.name)),
    );
    return;
  }
  const report = await runAll(seed, Number(values.programs));
  print(report);
  await explainAll(seed, report);
  process.exitCode = report.differences.length === 0 ? 0 : 1;
}

async function runAll(seed: number, programs: number): Promise<Report> {
  const total = emptyReport();
  const size = Number(values.batch);
  const batches = Array.from({ length: Math.ceil(programs / size) }, (_, i) =>
    Array.from({ length: Math.min(size, programs - i * size) }, (_, j) => i * size + j),
  );
  let next = 0;
  let told = 0;
  const began = Date.now();
  const done = (report: Report): void => {
    addReport(total, report);
    for (const { target, number, case: index, text } of report.differences)
      console.log(`\n${target}: program ${number}, case ${index + 1}: ${text}`);
    if (Date.now() - told < 5000) return;
    told = Date.now();
    console.error(
      `${total.programs} of ${programs} programs, ${total.differences.length} differences, ${Math.round((Date.now() - began) / 1000)} s`,
    );
  };
  // A process keeps every module that it has loaded, the generated apps among them: after some batches a new one takes over.
  const worker = async (): Promise<void> => {
    while (next < batches.length) await shift(10);
  };
  const shift = (count: number): Promise<void> =>
    new Promise((resolve, reject) => {
      let left = count;
      const child = fork(require.resolve('./worker'));
      const give = (): void => {
        const numbers = left-- > 0 ? batches[next++] : undefined;
        if (numbers) child.send({ seed, numbers, targets } satisfies Work);
        else child.disconnect();
      };
      child.on('message', message => {
        const answer = message as { report: Report } | { failed: string };
        if ('failed' in answer) {
          child.kill();
          reject(new Error(answer.failed));
          return;
        }
        done(answer.report);
        give();
      });
      child.on('exit', code => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
      give();
    });
  await Promise.all(Array.from({ length: Math.min(Number(values.workers), batches.length) }, worker));
  return total;
}

/** Shrinks the first of each kind of difference. */
async function explainAll(seed: number, { differences }: Report): Promise<void> {
  const kinds = new Map(differences.toReversed().map(difference => [`${difference.target} ${difference.signature}`, difference]));
  let written = 0;
  for (const [kind, difference] of kinds) {
    const adapter = adapters.find(({ name }) => name === difference.target);
    console.error(`shrinking ${kind}`);
    const found = await explain(seed, difference, adapter, Number(values.shrink) * 1000);
    const text = found && `# ${found.remark.replaceAll('\n', '\n# ')}\n${found.serverless}---\n${found.cases}`;
    if (!found || !text) console.log(`${kind}: program ${difference.number} alone doesn't differ`);
    else if (values.out === undefined) console.log(`\n${text}`);
    else {
      const folder = join(values.out, found.target, `${seed}-${difference.number}-${++written}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'serverless.yml'), found.serverless);
      writeFileSync(join(folder, 'found.cases.yml'), found.cases);
      writeFileSync(join(folder, 'remark.txt'), `${found.remark}\n`);
      console.log(`${folder}: ${found.remark}`);
    }
  }
}

function print(report: Report): void {
  const line = (counts: Counts): string =>
    Object.entries(counts)
      .sort((a, b) => b[1] - a[1])
      .map(([key, n]) => `${key} ${n}`)
      .join(', ') || 'none';
  console.log(`\n${report.programs} programs of seed ${values.seed}, ${report.cases} cases`);
  console.log(`ended: ${line(report.ended)}`);
  console.log(`not compared: ${line(report.dropped)}`);
  for (const [name, { cases, refused }] of Object.entries(report.targets))
    console.log(`${name}: ${cases} cases compared; programs refused: ${line(refused)}`);
  for (const group of ['steps', 'fields', 'builtins', 'expressions'] as const)
    console.log(`${group}: ${line(report.coverage[group])}`);
  console.log(`differences: ${report.differences.length}`);
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
