import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { unknownFunction, unknownKey, lengthMember } from '../../../src/diagnostics/catalogue';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic';
import { formatFrame, formatFrames } from '../../../src/diagnostics/formats/frame';
import { formatGithub } from '../../../src/diagnostics/formats/github';
import { toJsonDiagnostics } from '../../../src/diagnostics/formats/json';
import { coloured } from '../../../src/diagnostics/formats/paint';
import { createSourceMap } from '../../../src/diagnostics/sourcemap';

const text = `service: shop
orchestration:
  workflows:
    order:
      do:
        - charge:
            call: chargeCrad
            wiht: { a: "{{ items.length }}" }
`;
const sources = createSourceMap('serverless.yml', file => (file === 'serverless.yml' ? text : undefined));
const step = ['orchestration', 'workflows', 'order', 'do', 0, 'charge'];
const typo = unknownFunction({ path: [...step, 'call'] }, 'chargeCrad', ['chargeCard']);
const key = unknownKey({ path: [...step, 'wiht'], key: true }, 'wiht', 'A call', ['with', 'call']);
const lint = lengthMember({ path: [...step, 'wiht', 'a'], focus: { start: 3, end: 15 } }, 'items');

describe('formats', () => {
  it('frame: the line, the one above, the carets and the hint', () => {
    assert.equal(
      formatFrame(typo, sources),
      `error unknown-function: There is no function "chargeCrad" in this service.
  serverless.yml:7:19
6 |         - charge:
7 |             call: chargeCrad
  |                   ^^^^^^^^^^
  = Did you mean "chargeCard"?`,
    );
  });

  it('frame: several in reading order, and how many', () => {
    const output = formatFrames([lint, key, typo], sources);
    const heads = output.split('\n').filter(line => /^(error|warning)/.test(line));
    assert.deepEqual(
      heads.map(line => line.split(':')[0]),
      ['error unknown-function', 'error unknown-key', 'warning length-member'],
    );
    assert.match(output, /\n\n2 errors, 1 warning$/);
    assert.equal(formatFrames([], sources), '');
  });

  it('frame: wide gutters, tabs and wide letters keep the carets in their place', () => {
    const long = `${'#\n'.repeat(99)}a: {\t"名前": bad}\n`;
    const map = createSourceMap('x.yml', () => long);
    const frame = formatFrame({ ...typo, place: { path: ['a', '名前'] } }, map).split('\n');
    assert.deepEqual(frame.slice(1, 5), ['  x.yml:100:12', ' 99 | #', '100 | a: {\t"名前": bad}', '    |     \t        ^^^']);
  });

  it('frame: a very long line is cut around the place', () => {
    const json = `{"a": "${'x'.repeat(500)}", "b": "bad", "c": "${'y'.repeat(500)}"}`;
    const frame = formatFrame(
      { ...typo, place: { path: ['b'] } },
      createSourceMap('s.json', () => json),
    ).split('\n');
    assert.ok(frame[2]!.length <= 170);
    assert.equal(frame[2]!.slice(frame[3]!.indexOf('^'), frame[3]!.lastIndexOf('^') + 1), '"bad"');
  });

  it('frame: places without text are named by their path, related places are shown', () => {
    const diagnostic: Diagnostic = {
      ...typo,
      place: { path: ['orchestration', 'workflows', 'my-flow', 'do', 0, 'a b'] },
      related: [{ message: 'The other.', place: { file: 'gone.cases.yml', path: [] } }],
    };
    assert.equal(
      formatFrame(
        diagnostic,
        createSourceMap('serverless.ts', () => undefined),
      ),
      `error unknown-function: There is no function "chargeCrad" in this service.
  serverless.ts: orchestration.workflows.my-flow.do[0]["a b"]
  = Did you mean "chargeCard"?
  = The other.
  gone.cases.yml`,
    );
  });

  it('frame: control characters of the text never reach the terminal', () => {
    const map = createSourceMap('x.yml', () => 'a: "\u001b[2J\u202ebad"\n');
    const frame = formatFrame({ ...typo, message: 'x\u001b[31m', place: { path: ['a'] } }, map);
    assert.ok(!frame.includes('\u001b') && !frame.includes('\u202e'));
  });

  it('frame: coloured on demand', () => {
    const frame = formatFrame(typo, sources, coloured);
    assert.ok(frame.startsWith('\u001b[31merror unknown-function:\u001b[39m '));
    assert.equal(stripVTControlCharacters(frame), formatFrame(typo, sources));
  });

  it('json: stable keys, nulls where unknown', () => {
    const elsewhere = {
      ...typo,
      hint: undefined,
      place: { file: 'gone.cases.yml', path: ['cases', 0] },
    } as unknown as Diagnostic;
    assert.deepEqual(toJsonDiagnostics([elsewhere, typo], sources), [
      {
        code: 'unknown-function',
        severity: 'error',
        message: 'There is no function "chargeCrad" in this service.',
        hint: 'Did you mean "chargeCard"?',
        file: 'serverless.yml',
        line: 7,
        column: 19,
        endColumn: 29,
        path: [...step, 'call'],
      },
      {
        code: 'unknown-function',
        severity: 'error',
        message: 'There is no function "chargeCrad" in this service.',
        hint: null,
        file: 'gone.cases.yml',
        line: null,
        column: null,
        endColumn: null,
        path: ['cases', 0],
      },
    ]);
  });

  it('github: one escaped command each', () => {
    assert.equal(
      formatGithub([typo], sources, file => `apps/a,b:c/${file}`),
      '::error file=apps/a%2Cb%3Ac/serverless.yml,line=7,col=19,endColumn=29,title=unknown-function::' +
        'There is no function "chargeCrad" in this service.%0ADid you mean "chargeCard"?',
    );
    const hostile: Diagnostic = { code: 'x', severity: 'info', message: '100%\r\n::error::', place: { path: ['a', 0] } };
    const without = createSourceMap('serverless.ts', () => undefined);
    assert.equal(formatGithub([hostile], without), '::notice file=serverless.ts,title=x::100%25%0D%0A::error::%0Aa[0]');
  });
});
