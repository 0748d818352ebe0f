import assert from 'node:assert/strict';
import { throughNewtonsoft } from '../../../../adapters/azure/simulator/host/newtonsoft';

describe('Azure simulator: JSON through Newtonsoft', () => {
  const rewritten: Record<string, string> = {
    '2026-01-01T00:00:00.000Z': '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00.340Z': '2026-01-01T00:00:00.34Z',
    '2026-01-01T00:00:00.345Z': '2026-01-01T00:00:00.345Z',
    '2026-01-01T00:00:00': '2026-01-01T00:00:00',
    '2026-01-01T00:30:00.5+02:00': '2025-12-31T22:30:00.5+00:00',
    '2026-01-01': '2026-01-01',
    '2026-13-01T00:00:00.000Z': '2026-13-01T00:00:00.000Z',
    'at 2026-01-01T00:00:00.000Z': 'at 2026-01-01T00:00:00.000Z',
    '"2026-01-01T00:00:00.000Z"': '"2026-01-01T00:00:00.000Z"',
  };
  for (const [text, expected] of Object.entries(rewritten)) {
    it(`gives ${expected} for ${text}`, () => assert.equal(throughNewtonsoft(text), expected));
  }

  it('reaches into lists and maps and leaves the rest alone', () => {
    const time = '2026-01-01T00:00:00.100Z';
    assert.deepEqual(throughNewtonsoft([{ [time]: [time, null, 1, true, ''] }]), [
      { [time]: ['2026-01-01T00:00:00.1Z', null, 1, true, ''] },
    ]);
  });
});
