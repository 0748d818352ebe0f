import type { Price } from '../../src/adapter';

/** Standard workflows in us-east-1, per state transition. */
export const prices: readonly Price[] = [
  { unit: 'transitions', usdPerMillion: 25, source: 'https://aws.amazon.com/step-functions/pricing/', asOf: '2026-11-20' },
];
