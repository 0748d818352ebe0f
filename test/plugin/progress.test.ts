import assert from 'node:assert/strict';
import { plain } from '../../src/diagnostics/formats/paint';
import type { HistoryEvent } from '../../src/engine';
import { createProgress } from '../../src/plugin/progress';

function shown(...events: Omit<HistoryEvent, 'time'>[]): string[] {
  const lines: string[] = [];
  const progress = createProgress(line => lines.push(line), plain);
  events.forEach((event, i) => progress({ time: 1000 + i * 500, ...event }));
  return lines;
}

describe('progress', () => {
  it('shows times, places and what happens', () => {
    const error = { name: 'Unavailable', message: 'busy', details: null };
    assert.deepEqual(
      shown(
        { type: 'executionStarted', step: 'order', value: { a: 1 } },
        { type: 'stepEntered', step: 'order/pay', kind: 'call' },
        { type: 'functionCalled', step: 'order/pay', target: 'charge', value: {}, attempt: 1 },
        { type: 'stepRetried', step: 'order/pay', error, attempt: 2, delay: 3 },
        { type: 'functionCalled', step: 'order/pay', target: 'charge', value: {}, attempt: 2 },
        { type: 'stepLeft', step: 'order/pay', kind: 'call', value: { id: 1 } },
        { type: 'stepEntered', step: 'order/each', kind: 'for' },
        { type: 'httpCalled', step: 'order/each[1]/get', target: 'GET https://x.test/' },
        { type: 'stepFailed', step: 'order/each[1]/get', error },
        { type: 'executionFailed', step: 'order', error },
      ),
      [
        '    0.000  order  started {"a":1}',
        '    1.000    pay  call charge {}',
        '    1.500    pay  Unavailable: busy; attempt 2 in 3 s',
        '    2.000    pay  call charge {} (attempt 2)',
        '    2.500    pay  = {"id":1}',
        '    3.000    each  for',
        '    3.500      [1] get  GET https://x.test/',
        '    4.000      [1] get  failed: Unavailable: busy',
        '    4.500  order  failed: Unavailable: busy',
      ],
    );
  });

  it("shows a simulator's own events by their names, and nothing that could move the cursor", () => {
    assert.deepEqual(shown({ type: 'TaskStateEntered', step: 'Pay\u001b[2J', kind: 'Task', value: 1 }), [
      '    0.000  Pay\ufffd[2J  TaskStateEntered Task 1',
    ]);
    assert.match(shown({ type: 'executionStarted', step: 'a', value: 'x'.repeat(500) })[0]!, /^.{130,150}\.\.\.$/);
  });
});
