import type { Adapter } from '../../adapter';
import type { Paint } from '../../diagnostics/formats/paint';
import type { TestedCase } from '../testing';

/** What the cases' runs would be billed on each target, on average, and what a million such runs cost by the list. */
export function formatBilling(tested: readonly TestedCase[], adapters: readonly Adapter[], paint: Paint): string {
  const rows = adapters.map(adapter => row(adapter, tested)).filter(found => found !== undefined);
  if (rows.length === 0) return '';
  const [names, units] = ([0, 1] as const).map(column => Math.max(...rows.map(cells => cells[column]!.length)));
  const lines = rows.map(([engine, counted, price]) =>
    `  ${engine.padEnd(names!)}  ${counted.padEnd(units!)}  ${price}`.trimEnd(),
  );
  return [
    paint.faint('On average a run counts, and a million runs cost by the list (functions, storage and free tiers apart):'),
    ...lines,
  ].join('\n');
}

type Row = readonly [engine: string, counted: string, price: string];

function row({ name, prices = [] }: Adapter, tested: readonly TestedCase[]): Row | undefined {
  const runs = tested.flatMap(({ results }) =>
    results.filter(({ engine, outcome }) => engine === name && (outcome === 'passed' || outcome === 'failed')),
  );
  const units = [...new Set(runs.flatMap(({ billed }) => Object.keys(billed)))];
  const average = (unit: string): number => runs.reduce((sum, { billed }) => sum + (billed[unit] ?? 0), 0) / runs.length;
  const counted = units.map(unit => [unit, average(unit)] as const).filter(([, count]) => count > 0);
  if (counted.length === 0) return undefined;
  const priced = counted.flatMap(([unit, count]) =>
    prices.filter(price => price.unit === unit).map(price => ({ ...price, cost: count * price.usdPerMillion })),
  );
  const cost = priced.reduce((sum, price) => sum + price.cost, 0);
  const dates = [...new Set(priced.map(({ asOf }) => asOf))].join(', ');
  return [
    name,
    counted.map(([unit, count]) => `${count.toFixed(1)} ${words(unit)}`).join(', '),
    priced.length === 0 ? '' : `$${cost.toFixed(2)} (${dates})`,
  ];
}

/** `historyEvents` as `history events`. */
const words = (unit: string): string => unit.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
