// Compiles every example for every target and runs its cases on every engine, through the real command line.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const framework = `${root}node_modules/osls/bin/serverless.js`;

function sls(example, ...args) {
  console.log(`\n$ cd examples/${example} && npx osls orchestration ${args.join(' ')}`);
  return (
    spawnSync(process.execPath, [framework, 'orchestration', ...args], { cwd: `${root}examples/${example}`, stdio: 'inherit' })
      .status ?? 1
  );
}

let failed = 0;
for (const example of readdirSync(`${root}examples`).sort()) {
  if (!existsSync(`${root}examples/${example}/serverless.yml`) || example === 'plan-adapter') continue;
  for (const command of [
    ['compile', '--target', 'all'],
    ['test', '--target', 'all'],
  ]) {
    if (sls(example, ...command) !== 0) failed++;
  }
}
console.log(
  failed === 0
    ? '\nEvery example compiled for every target, and every case gave the same on every engine.'
    : `\n${failed} command(s) failed.`,
);
process.exitCode = failed === 0 ? 0 : 1;
