import assert from 'node:assert/strict';
import { wantsColour } from '../../src/plugin/output';

describe('output', () => {
  it('is coloured on a terminal only, but for who asks', () => {
    assert.equal(wantsColour({}, true), true);
    assert.equal(wantsColour({}, undefined), false);
    assert.equal(wantsColour({ TERM: 'dumb' }, true), false);
    assert.equal(wantsColour({ NO_COLOR: '1' }, true), false);
    assert.equal(wantsColour({ NO_COLOR: '' }, true), true);
    assert.equal(wantsColour({ NO_COLOR: '1', FORCE_COLOR: '1' }, true), false);
    assert.equal(wantsColour({ FORCE_COLOR: '1' }, false), true);
    assert.equal(wantsColour({ FORCE_COLOR: '0' }, true), false);
  });
});
