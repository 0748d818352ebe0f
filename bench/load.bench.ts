import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Row } from './table';

/** This runs from the folder `.bench/bench` of the checkout. */
const root = join(__dirname, '../..');

/** How long a fresh process takes to load a module, in milliseconds: the median of nine. */
function loadTime(module: string): number {
  const script = `const t = process.hrtime.bigint(); require(${JSON.stringify(module)}); process.stdout.write(String(process.hrtime.bigint() - t))`;
  const times = Array.from(
    { length: 9 },
    () => Number(spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout) / 1e6,
  );
  return times.sort((a, b) => a - b)[4] as number;
}

export async function rows(): Promise<Row[]> {
  const plugin = loadTime(join(root, 'dist/src/index.js'));
  const framework = loadTime(join(root, 'node_modules/osls/lib/serverless.js'));
  return [
    { what: "loading the plugin : loading the framework's own", value: plugin / framework, unit: '', bound: 0.1, is: '<=' },
  ];
}
