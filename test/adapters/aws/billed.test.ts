import assert from 'node:assert/strict';
import { comparison } from '../../../bench/aws.bench';

describe('aws: billed transitions next to machines written by hand', () => {
  it('are no more, in every case of eight classic shapes', async () => {
    const shapes = await comparison();
    assert.equal(shapes.length, 8);
    for (const { shape, ours, hand } of shapes) {
      assert.ok(
        ours.every((n, i) => n <= (hand[i] as number)),
        `${shape}: ${ours.join(', ')} compiled, ${hand.join(', ')} by hand`,
      );
    }
  });
});
