import type { Price } from '../../src/adapter';

/** The Consumption plan, per execution: each activity and each replay of an orchestrator is one. Storage comes on top. */
export const prices: readonly Price[] = [
  {
    unit: 'activities',
    usdPerMillion: 0.2,
    source: 'https://azure.microsoft.com/pricing/details/functions/',
    asOf: '2026-11-20',
  },
  { unit: 'episodes', usdPerMillion: 0.2, source: 'https://azure.microsoft.com/pricing/details/functions/', asOf: '2026-11-20' },
];
