import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import type { Portability, Row } from '../../../src/compiler/portability';
import { coloured, plain } from '../../../src/diagnostics/formats/paint';
import { createSourceMap } from '../../../src/diagnostics/sourcemap';
import { formatPortability } from '../../../src/plugin/reporters/portability';

const yaml = ['flows:', '  order: 1', '  pay: 2', '  pack: 3', '  ship: 4', '  tell: 5'].join('\n');
const sources = createSourceMap('serverless.yml', () => yaml);
const at = (...names: string[]): Row['places'] => names.map(name => ({ path: ['flows', name], key: true }));

const report: Portability = {
  targets: [
    { target: 'aws', counts: { native: 2, emulated: 1, degraded: 0, refused: 0 }, refused: [] },
    { target: 'google', counts: { native: 1, emulated: 1, degraded: 0, refused: 2 }, refused: ['pay'] },
  ],
  workflows: [
    {
      name: 'order',
      open: at('ship'),
      rows: [
        { what: 'a `call` step', places: at('order'), support: [{ level: 'native', note: 'a task' }, { level: 'native' }] },
        {
          what: 'settle',
          places: at('order', 'pay', 'pack', 'ship', 'tell'),
          support: [
            { level: 'emulated', how: 'catchers' },
            { level: 'emulated', how: 'a map' },
          ],
        },
      ],
    },
    {
      name: 'pay',
      open: [],
      rows: [
        { what: 'settle', places: at('pay'), support: [{ level: 'emulated', how: 'catchers' }, { level: 'native' }] },
        { what: 'rate', places: at('pay'), support: [{ level: 'native' }, { level: 'refused', why: 'it has none\u001b[31m' }] },
        { what: 'google/too-deep', places: at('pay'), support: [undefined, { level: 'refused', why: 'Too deep.' }] },
      ],
    },
  ],
};

describe('the portability report', () => {
  it('has a table of what is not native everywhere, the ways of each target, and a line for each target', () => {
    assert.equal(
      formatPortability(report, sources, plain),
      `                   aws       google
order
  settle           emulated  emulated  serverless.yml:2:3, serverless.yml:3:3, serverless.yml:4:3 and 2 more
pay
  settle           emulated  native    serverless.yml:3:3
  rate             native    refused   serverless.yml:3:3
  google/too-deep            refused   serverless.yml:3:3

emulated on aws: settle: catchers
emulated on google: settle: a map
refused on google: rate: it has none\ufffd[31m
refused on google: google/too-deep: Too deep.

Where several branches fail, which error the step has and whether the others run to their end depends on the target; \`settle: true\` takes them all:
  serverless.yml:5:3

aws     2 native, 1 emulated
google  1 native, 1 emulated, 2 refused: can't take pay`,
    );
  });

  it('is one line a target where all is native', () => {
    const targets = [{ target: 'aws', counts: { native: 1, emulated: 0, degraded: 0, refused: 0 }, refused: [] }];
    assert.equal(formatPortability({ targets, workflows: [] }, sources, plain), 'aws  1 native');
  });

  it('keeps its columns in colour', () => {
    const bare = stripVTControlCharacters(formatPortability(report, sources, coloured));
    assert.equal(bare, formatPortability(report, sources, plain));
  });
});
