import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { holds, printTable, type Row } from './table';

/** Runs every `*.bench` beside this file and prints one table. Ratios within one run: machines are noisy, so nothing here is a test. */
async function main(): Promise<void> {
  const rows: Row[] = [];
  for (const file of readdirSync(__dirname)
    .filter(name => name.endsWith('.bench.js'))
    .sort()) {
    process.stderr.write(`${file} ...\n`);
    const bench = (await import(join(__dirname, file))) as { rows(): Promise<Row[]> };
    rows.push(...(await bench.rows()));
  }
  process.stdout.write(`${printTable(rows)}\n`);
  const missed = rows.filter(row => !holds(row));
  process.stdout.write(`${rows.length - missed.length} of ${rows.length} bounds hold\n`);
}

void main();
