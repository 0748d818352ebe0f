import type { Price } from '../../src/adapter';

/** Per executed step; the list prices internal and external steps apart. */
export const prices: readonly Price[] = [
  { unit: 'internal', usdPerMillion: 10, source: 'https://cloud.google.com/workflows/pricing', asOf: '2026-11-20' },
  { unit: 'external', usdPerMillion: 25, source: 'https://cloud.google.com/workflows/pricing', asOf: '2026-11-20' },
];
