/** One measurement: a ratio within this run (or a size), and the bound that the project holds itself to. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly bound: number;
  /** Whether the value is to stay below the bound or above it. */
  readonly is: '<=' | '>=';
}

export const holds = ({ value, bound, is }: Row): boolean => (is === '<=' ? value <= bound : value >= bound);

export function printTable(rows: readonly Row[]): string {
  const cells = rows.map(row => [
    row.what,
    `${row.value.toPrecision(3)} ${row.unit}`,
    `${row.is} ${row.bound}`,
    holds(row) ? 'ok' : 'MISSED',
  ]);
  const all = [['measurement', 'value', 'bound', ''], ...cells];
  const widths = [0, 1, 2, 3].map(column => Math.max(...all.map(row => (row[column] as string).length)));
  return all
    .map(row =>
      row
        .map((cell, i) => cell.padEnd(widths[i] as number))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The median time of `rounds` runs, in milliseconds, after one that isn't counted. */
export async function median(rounds: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i <= rounds; i++) {
    const start = process.hrtime.bigint();
    await work();
    if (i > 0) times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;
}
