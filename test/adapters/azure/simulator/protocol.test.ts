import assert from 'node:assert/strict';
import { writeApp } from '../../../../adapters/azure/simulator/app';
import { startWorker, type Worker } from '../../../../adapters/azure/simulator/client';
import { findFunctions } from '../../../../adapters/azure/simulator/functions';
import { checkOpenTasks, nextActions } from '../../../../adapters/azure/simulator/host/check';
import { type EventFields, event, EventType, type HistoryEvent } from '../../../../adapters/azure/simulator/host/history';
import { type Replayed, replay, type Work } from '../../../../adapters/azure/simulator/host/replay';
import type { Episode } from '../../../../adapters/azure/simulator/protocol';
import { VirtualClock } from '../../../../src/runner/clock';
import { appOf, start } from './support';

/**
 * Histories written by hand after the facts of the SDK's public test suite (`test/integration/orchestrator-spec.ts` of
 * https://github.com/Azure/azure-functions-durable-js): the SDK must answer each with the actions and the result that
 * its own suite states, and the host must number the tasks of these actions as the history does.
 */
const code = `
df.app.activity('Hello', { handler: name => name });
df.app.activity('Other', { handler: name => name });
const flow = (name, body) => df.app.orchestration(name, body);
const hello = (context, name) => context.df.callActivity('Hello', name);
flow('once', function* (context) { return yield hello(context, context.df.getInput()); });
flow('three', function* (context) {
  return [yield hello(context, 'Tokyo'), yield hello(context, 'Seattle'), yield hello(context, 'London')];
});
flow('twice', function* (context) { const task = hello(context, 'World'); yield task; return yield task; });
flow('catching', function* (context) {
  try { yield context.df.callActivity('Other'); } catch { yield hello(context, 'World'); }
});
flow('throwing', function* () { throw new Error('from the orchestrator'); });
const retry = (first, attempts) => new df.RetryOptions(first, attempts);
flow('retrying', function* (context) { return yield context.df.callActivityWithRetry('Hello', retry(10000, 2), 'World'); });
flow('retryingTwo', function* (context) {
  return yield context.df.Task.all(['Tokyo', 'Seattle'].map(name => context.df.callActivityWithRetry('Hello', retry(100, 5), name)));
});
flow('fanOut', function* (context) {
  const files = yield hello(context, 'C:');
  const sizes = yield context.df.Task.all(files.map(file => context.df.callActivity('Other', file)));
  return sizes.reduce((sum, size) => sum + size, 0);
});
flow('firstOf', function* (context) {
  const winner = yield context.df.Task.any([hello(context, 'A'), context.df.callActivity('Other', 'B')]);
  return winner.result;
});
flow('timer', function* (context) { yield context.df.createTimer(new Date(context.df.getInput())); return 'fired'; });
flow('race', function* (context) {
  const timer = context.df.createTimer(new Date(+context.df.currentUtcDateTime + 1000));
  const work = hello(context, 'A');
  if ((yield context.df.Task.any([timer, work])) === timer) return 'timeout';
  yield context.df.callActivity('Other', 'B');
  return work.result;
});
flow('event', function* (context) { yield hello(context, yield context.df.waitForExternalEvent('start')); });
flow('twoEvents', function* (context) {
  const timer = context.df.createTimer(new Date(+context.df.currentUtcDateTime + 300000));
  const events = context.df.Task.all(['first', 'second'].map(name => context.df.waitForExternalEvent(name)));
  if ((yield context.df.Task.any([events, timer])) === timer) return ['timeout'];
  const result = yield hello(context, 'Tokyo');
  timer.cancel();
  return [result];
});
flow('parent', function* (context) { return yield context.df.callSubOrchestrator('once', 'World', 'child-1'); });
flow('retryingParent', function* (context) {
  return yield context.df.callSubOrchestratorWithRetry('once', retry(10000, 2), 'World', 'child-1');
});
flow('counter', function* (context) {
  const { value } = context.df.getInput();
  context.df.continueAsNew({ value: value + 1 });
  return value + 1;
});
flow('status', function* (context) { context.df.setCustomStatus('waiting'); yield hello(context, 'World'); });
`;

/** An entry of a history: seconds after the start, the event's own fields, the id of what schedules. */
type Entry = [seconds: number, fields: EventFields, id?: number];

const begin = (seconds: number): Entry => [seconds, { EventType: EventType.OrchestratorStarted }];
const end = (seconds: number): Entry => [seconds, { EventType: EventType.OrchestratorCompleted }];
const startOf = (Name: string): Entry[] => [
  begin(0),
  [0, { EventType: EventType.ExecutionStarted, Name, Version: '', Input: 'null', Tags: null }],
];
const scheduled = (seconds: number, id: number, Name = 'Hello'): Entry => [
  seconds,
  { EventType: EventType.TaskScheduled, Name, Version: '', Input: '[null]' },
  id,
];
const completed = (seconds: number, TaskScheduledId: number, result: unknown): Entry => [
  seconds,
  { EventType: EventType.TaskCompleted, TaskScheduledId, Result: JSON.stringify(result) },
];
const failed = (seconds: number, TaskScheduledId: number, why: string): Entry => [
  seconds,
  { EventType: EventType.TaskFailed, TaskScheduledId, Reason: `Activity function 'Hello' failed: ${why}`, Details: 'details' },
];
const timerCreated = (seconds: number, id: number, due: number): Entry => [
  seconds,
  { EventType: EventType.TimerCreated, FireAt: iso(due) },
  id,
];
const fired = (seconds: number, TimerId: number): Entry => [
  seconds,
  { EventType: EventType.TimerFired, TimerId, FireAt: iso(seconds) },
];
const raised = (seconds: number, Name: string, data: unknown): Entry => [
  seconds,
  { EventType: EventType.EventRaised, Name, Input: JSON.stringify(data) },
];
const childCreated = (seconds: number, id: number): Entry => [
  seconds,
  { EventType: EventType.SubOrchestrationInstanceCreated, Name: 'once', Version: '', InstanceId: 'child-1', Input: '"World"' },
  id,
];
const childCompleted = (seconds: number, TaskScheduledId: number, result: unknown): Entry => [
  seconds,
  { EventType: EventType.SubOrchestrationInstanceCompleted, TaskScheduledId, Result: JSON.stringify(result) },
];
const childFailed = (seconds: number, TaskScheduledId: number): Entry => [
  seconds,
  {
    EventType: EventType.SubOrchestrationInstanceFailed,
    TaskScheduledId,
    Reason: "Sub orchestrator function 'once' failed: no",
    Details: 'details',
  },
];
const iso = (seconds: number): string => new Date(start + seconds * 1000).toISOString();

const activity = (functionName: string, input?: unknown) => ({
  actionType: 0,
  functionName,
  ...(input !== undefined && { input }),
});
const activityWithRetry = (first: number, attempts: number, input: string) => ({
  actionType: 1,
  functionName: 'Hello',
  input,
  retryOptions: { firstRetryIntervalInMilliseconds: first, maxNumberOfAttempts: attempts },
});
const timer = (seconds: number, isCanceled = false) => ({ actionType: 5, fireAt: iso(seconds), isCanceled });
const waits = (externalEventName: string) => ({ actionType: 6, externalEventName, reason: 'ExternalEvent' });
const any = (...compoundActions: unknown[]) => ({ actionType: 11, compoundActions });
const all = (...compoundActions: unknown[]) => ({ actionType: 12, compoundActions });
const day = 86400;

describe('Azure simulator: the protocol, on histories written by hand', () => {
  let worker: Worker;
  let remove: () => void;
  before(async () => {
    const app = writeApp(appOf(code), undefined);
    remove = app.remove;
    worker = await startWorker({ folder: app.folder, files: app.entries, handlers: [], modules: false });
  });
  after(async () => {
    await worker.close();
    remove();
  });

  let count = 0;
  /** Has the SDK answer the history, the last episode of which is new, and replays its actions over it. */
  async function answer(orchestrator: string, entries: readonly Entry[], input: unknown = null) {
    const history = entries.map(([seconds, fields, id]): HistoryEvent => event(start + seconds * 1000, fields, id));
    const last = history.findLastIndex(({ EventType: type }) => type === EventType.OrchestratorStarted);
    const episode: Episode = await worker.episode(new VirtualClock(start), {
      type: 'episode',
      execution: `execution ${count++}`,
      orchestrator,
      trigger: { instanceId: 'instance', parentInstanceId: null, input: JSON.stringify(input) },
      closing: history.slice(0, last),
      fresh: history.slice(last),
      record: false,
    });
    assert.deepEqual(episode.violations, []);
    const replayed: Replayed = replay(nextActions([], episode), history, findFunctions(worker.registrations));
    checkOpenTasks(episode, replayed);
    const actions = episode.actions.map(text => JSON.parse(text) as unknown);
    return { episode, replayed, actions, output: JSON.parse(episode.output) as unknown };
  }

  async function goesOn(orchestrator: string, entries: readonly Entry[], actions: unknown[], fresh: Work[], input?: unknown) {
    const { episode, replayed, ...rest } = await answer(orchestrator, entries, input);
    assert.deepEqual(rest, { actions, output: null });
    assert.deepEqual([episode.isDone, episode.error], [false, undefined]);
    assert.deepEqual(replayed.fresh, fresh);
    return replayed;
  }

  async function ends(orchestrator: string, entries: readonly Entry[], actions: unknown[], output: unknown, input?: unknown) {
    const { episode, replayed, ...rest } = await answer(orchestrator, entries, input);
    assert.deepEqual(rest, { actions, output });
    assert.deepEqual([episode.isDone, episode.error], [true, undefined]);
    assert.deepEqual(replayed.fresh, []);
    return replayed;
  }

  async function fails(orchestrator: string, entries: readonly Entry[], actions: unknown[], error: RegExp) {
    const { episode, ...rest } = await answer(orchestrator, entries);
    assert.deepEqual(rest.actions, actions);
    assert.equal(episode.isDone, false);
    assert.match(episode.error ?? '', error);
    return rest.replayed;
  }

  const call = (id: number, input: unknown, name = 'Hello'): Work => ({ kind: 'activity', id, name, input });
  const wait = (id: number, due: number): Work => ({ kind: 'timer', id, fireAt: start + due * 1000 });

  it('success', async () => {
    const actions = [activity('Hello', '"World"')];
    await goesOn('once', startOf('once'), actions, [call(0, '"World"')], 'World');
    const history = [...startOf('once'), scheduled(0, 0), end(0), begin(1), completed(1, 0, 'Hello, World!')];
    await ends('once', history, actions, 'Hello, World!', 'World');
  });

  it('a sequence, and a task that is yielded twice', async () => {
    const history = [...startOf('three')];
    for (const id of [0, 1, 2]) history.push(scheduled(id, id), end(id), begin(id + 1), completed(id + 1, id, `Hello ${id}`));
    const actions = ['Tokyo', 'Seattle', 'London'].map(name => activity('Hello', JSON.stringify(name)));
    await ends('three', history, actions, ['Hello 0', 'Hello 1', 'Hello 2']);
    const once = [...startOf('twice'), scheduled(0, 0), end(0), begin(1), completed(1, 0, 'Hi')];
    await ends('twice', once, [activity('Hello', '"World"')], 'Hi');
  });

  it('failure, uncaught and caught', async () => {
    const history = [...startOf('once'), scheduled(0, 0), end(0), begin(1), failed(1, 0, 'no')];
    await fails('once', history, [activity('Hello', null)], /Activity function 'Hello' failed: no \n details/);
    await fails('throwing', startOf('throwing'), [], /from the orchestrator/);
    const caught = [...startOf('catching'), scheduled(0, 0, 'Other'), end(0), begin(1), failed(1, 0, 'no')];
    await goesOn('catching', caught, [activity('Other'), activity('Hello', '"World"')], [call(1, '"World"')]);
  });

  it('retry', async () => {
    const actions = [activityWithRetry(10000, 2, '"World"')];
    const first = [...startOf('retrying'), scheduled(0, 0), end(0), begin(1), failed(1, 0, 'no')];
    await goesOn('retrying', startOf('retrying'), actions, [call(0, '"World"')]);
    await goesOn('retrying', first, actions, [wait(1, 11)]);
    const second = [...first, timerCreated(1, 1, 11), end(1), begin(11), fired(11, 1)];
    await goesOn('retrying', second, actions, [call(2, '"World"')]);
    const good = [...second, scheduled(11, 2), end(11), begin(12), completed(12, 2, 'Hello, World!')];
    await ends('retrying', good, actions, 'Hello, World!');
    const bad = [...second, scheduled(11, 2), end(11), begin(12), failed(12, 2, 'again')];
    await goesOn('retrying', bad, actions, [wait(3, 12)]);
    const over = [...bad, timerCreated(12, 3, 12), end(12), begin(12), fired(12, 3)];
    await fails('retrying', over, actions, /failed: again/);
  });

  it('retries side by side', async () => {
    const actions = [all(activityWithRetry(100, 5, '"Tokyo"'), activityWithRetry(100, 5, '"Seattle"'))];
    const history = [
      ...startOf('retryingTwo'),
      scheduled(0, 0),
      scheduled(0, 1),
      end(0),
      begin(1),
      failed(1, 0, 'no'),
      failed(1, 1, 'no'),
    ];
    await goesOn('retryingTwo', history, actions, [wait(2, 1.1), wait(3, 1.1)]);
    history.push(timerCreated(1, 2, 1.1), timerCreated(1, 3, 1.1), end(1), begin(1.1), fired(1.1, 3), fired(1.1, 2));
    // The one whose timer fires first goes first.
    await goesOn('retryingTwo', history, actions, [call(4, '"Seattle"'), call(5, '"Tokyo"')]);
    history.push(
      scheduled(1.1, 4),
      scheduled(1.1, 5),
      end(1.1),
      begin(2),
      completed(2, 5, 'Hello, Tokyo!'),
      completed(2, 4, 'Hello, Seattle!'),
    );
    await ends('retryingTwo', history, actions, ['Hello, Tokyo!', 'Hello, Seattle!']);
  });

  it('fan-out', async () => {
    const history = [...startOf('fanOut'), scheduled(0, 0), end(0), begin(1), completed(1, 0, ['a', 'b', 'c'])];
    const sizes = ['"a"', '"b"', '"c"'];
    const actions = [activity('Hello', '"C:"'), all(...sizes.map(size => activity('Other', size)))];
    await goesOn(
      'fanOut',
      history,
      actions,
      sizes.map((size, i) => call(i + 1, size, 'Other')),
    );
    history.push(...[1, 2, 3].map(id => scheduled(1, id, 'Other')), end(1));
    const part = await goesOn('fanOut', [...history, begin(2), completed(2, 1, 1), completed(2, 3, 3)], actions, []);
    assert.deepEqual([...part.open.keys()], [2]);
    await ends('fanOut', [...history, begin(2), completed(2, 3, 3), completed(2, 1, 1), completed(2, 2, 2)], actions, 6);
    const faulted = await fails(
      'fanOut',
      [...history, begin(2), completed(2, 1, 1), failed(2, 2, 'no file')],
      actions,
      /no file/,
    );
    assert.deepEqual([...faulted.open.keys()], [3], 'the instance stays running for the third');
  });

  it('the first of two', async () => {
    const actions = [any(activity('Hello', '"A"'), activity('Other', '"B"'))];
    const history = [...startOf('firstOf'), scheduled(0, 0), scheduled(0, 1, 'Other'), end(0), begin(1)];
    assert.deepEqual([...(await ends('firstOf', [...history, completed(1, 0, 'A')], actions, 'A')).open.keys()], [1]);
    assert.deepEqual([...(await ends('firstOf', [...history, completed(1, 1, 'B')], actions, 'B')).open.keys()], [0]);
    assert.equal((await ends('firstOf', [...history, completed(1, 1, 'B'), completed(1, 0, 'A')], actions, 'B')).open.size, 0);
  });

  it('timer', async () => {
    const history = startOf('timer');
    await goesOn('timer', history, [timer(60)], [wait(0, 60)], iso(60));
    await ends('timer', [...history, timerCreated(0, 0, 60), end(0), begin(60), fired(60, 0)], [timer(60)], 'fired', iso(60));
  });

  it('a timer of ten days', async () => {
    const due = iso(10 * day);
    const actions = [timer(10 * day)];
    const history = startOf('timer');
    const hops = [3, 6, 9, 10];
    for (const [id, hop] of hops.entries()) {
      await goesOn('timer', history, actions, [wait(id, hop * day)], due);
      const before = id === 0 ? 0 : (hops[id - 1] as number) * day;
      history.push(timerCreated(before, id, hop * day), end(before), begin(hop * day), fired(hop * day, id));
    }
    await ends('timer', history, actions, 'fired', due);
  });

  it('a race with a timer', async () => {
    const race = any(timer(1), activity('Hello', '"A"'));
    const history = [...startOf('race'), timerCreated(0, 0, 1), scheduled(0, 1), end(0)];
    await goesOn('race', startOf('race'), [race], [wait(0, 1), call(1, '"A"')]);
    const won = [...history, begin(0.5), completed(0.5, 1, 'done')];
    const actions = [race, activity('Other', '"B"')];
    await goesOn('race', won, actions, [call(2, '"B"', 'Other')]);
    const late = [...won, scheduled(0.5, 2, 'Other'), end(0.5), begin(1), fired(1, 0)];
    await goesOn('race', late, actions, []);
    await ends('race', [...late, end(1), begin(2), completed(2, 2, null)], actions, 'done');
    const lost = await ends('race', [...history, begin(1), fired(1, 0)], [race], 'timeout');
    assert.deepEqual([...lost.open.keys()], [1]);
  });

  it('event', async () => {
    const { awaited } = await goesOn('event', startOf('event'), [waits('start')], []);
    assert.deepEqual(awaited, ['start']);
    const received = [...startOf('event'), end(0), begin(1), raised(1, 'start', 'Reykjavik')];
    await goesOn('event', received, [waits('start'), activity('Hello', '"Reykjavik"')], [call(0, '"Reykjavik"')]);
    await goesOn('event', [...startOf('event'), end(0), begin(1), raised(1, 'other', 'Reykjavik')], [waits('start')], []);
  });

  it('all of two events against a timer', async () => {
    const race = any(all(waits('first'), waits('second')), timer(300));
    const history = [...startOf('twoEvents'), timerCreated(0, 0, 300), end(0)];
    await goesOn('twoEvents', startOf('twoEvents'), [race], [wait(0, 300)]);
    const events = [...history, begin(2), raised(2, 'first', 1), raised(2, 'second', 2)];
    await goesOn('twoEvents', events, [race, activity('Hello', '"Tokyo"')], [call(1, '"Tokyo"')]);
    await ends('twoEvents', [...history, begin(300), raised(2, 'first', 1), fired(300, 0)], [race], ['timeout']);
    const cancelled = any(all(waits('first'), waits('second')), timer(300, true));
    const done = [...events, scheduled(2, 1), end(2), begin(3), completed(3, 1, 'Hello, Tokyo!')];
    const { open } = await ends('twoEvents', done, [cancelled, activity('Hello', '"Tokyo"')], ['Hello, Tokyo!']);
    assert.equal(open.size, 0, 'a cancelled timer keeps nothing open');
  });

  it('sub-orchestration', async () => {
    const actions = [{ actionType: 2, functionName: 'once', instanceId: 'child-1', input: 'World' }];
    const work: Work = { kind: 'orchestration', id: 0, name: 'once', input: 'World', instanceId: 'child-1' };
    await goesOn('parent', startOf('parent'), actions, [work]);
    const history = [...startOf('parent'), childCreated(0, 0), end(0), begin(1)];
    await ends('parent', [...history, childCompleted(1, 0, 'Hello, World!')], actions, 'Hello, World!');
    await fails('parent', [...history, childFailed(1, 0)], actions, /Sub orchestrator function 'once' failed: no/);
  });

  it('sub-orchestration with retry', async () => {
    const { episode, actions } = await answer('retryingParent', startOf('retryingParent'));
    assert.equal(episode.isDone, false);
    assert.deepEqual(actions, [
      {
        actionType: 3,
        functionName: 'once',
        instanceId: 'child-1',
        input: 'World',
        retryOptions: { firstRetryIntervalInMilliseconds: 10000, maxNumberOfAttempts: 2 },
      },
    ]);
    const history = [...startOf('retryingParent'), childCreated(0, 0), end(0), begin(1), childFailed(1, 0)];
    await goesOn('retryingParent', history, actions, [wait(1, 11)]);
    history.push(timerCreated(1, 1, 11), end(1), begin(11), fired(11, 1), childCreated(11, 2), end(11), begin(12));
    await ends('retryingParent', [...history, childCompleted(12, 2, 'Hello')], actions, 'Hello');
  });

  it('continue-as-new', async () => {
    const { continueAsNew } = await ends('counter', startOf('counter'), [{ actionType: 4, input: { value: 6 } }], 6, {
      value: 5,
    });
    assert.deepEqual(continueAsNew, { input: { value: 6 } });
  });

  it('custom status', async () => {
    const { episode } = await answer('status', startOf('status'));
    assert.equal(episode.customStatus, '"waiting"');
  });

  it('refuses a history that the actions do not lead to', async () => {
    const history = (...entries: Entry[]) => [...startOf('once'), ...entries, end(0), begin(1)];
    const other =
      /NonDeterministicOrchestrationException: a previous execution scheduled activity 'Other' with sequence ID 0, but the current one scheduled activity 'Hello' there/;
    await assert.rejects(answer('once', history(scheduled(0, 0, 'Other'))), other);
    await assert.rejects(
      answer('once', history(timerCreated(0, 0, 5))),
      /scheduled timer with sequence ID 0, but .* activity 'Hello' there/,
    );
    await assert.rejects(answer('once', history(scheduled(0, 1))), /sequence ID 1, but the current one hasn't scheduled it/);
    await answer('once', history(scheduled(0, 0, 'HELLO')));
  });
});
