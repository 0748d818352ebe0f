import assert from 'node:assert/strict';
import { VirtualClock } from '../../src/runner/clock';

describe('the virtual clock', () => {
  it('jumps from timer to timer in the order of their times', async () => {
    const clock = new VirtualClock(1000);
    const fired: string[] = [];
    const wait = async (name: string, milliseconds: number): Promise<void> => {
      await clock.timer(milliseconds).promise;
      fired.push(`${name} at ${clock.now()}`);
    };
    await Promise.all([wait('late', 86_400_000), wait('soon', 5), wait('first of two', 70), wait('second of two', 70)]);
    assert.deepEqual(fired, ['soon at 1005', 'first of two at 1070', 'second of two at 1070', 'late at 86401000']);
  });

  it('forgets a cancelled timer', async () => {
    const clock = new VirtualClock(0);
    clock.timer(10).cancel();
    await clock.timer(20).promise;
    assert.equal(clock.now(), 20);
  });

  it('starts timers that are made while time stands from the time that it is', async () => {
    const clock = new VirtualClock(0);
    await clock.timer(30).promise;
    await clock.timer(12).promise;
    assert.equal(clock.now(), 42);
  });

  it("doesn't jump while work outside is under way", async () => {
    const clock = new VirtualClock(0);
    let done = false;
    const work = new Promise<string>(resolve => setImmediate(() => setImmediate(() => setImmediate(() => resolve('answer')))));
    const timer = clock.timer(1_000_000);
    void timer.promise.then(() => assert.ok(done, 'the timer fired before the work was done'));
    assert.equal(await clock.during(work.finally(() => (done = true))), 'answer');
    assert.equal(clock.now(), 0);
    await timer.promise;
    assert.equal(clock.now(), 1_000_000);
  });

  it('lets a timer fire after its real delay while work outside hangs', async () => {
    const clock = new VirtualClock(0);
    let stop = (): void => undefined;
    const hanging = clock.during(new Promise<void>(resolve => (stop = resolve)));
    await clock.timer(5).promise;
    assert.equal(clock.now(), 5);
    stop();
    await hanging;
  });
});
