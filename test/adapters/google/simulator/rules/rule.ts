import assert from 'node:assert/strict';
import type { Json } from '../../../../../src/language/json';
import { validate } from '../../../../../adapters/google/simulator/validate/validate';
import { run, type Result, type Setting } from '../harness';

/** One rule of the simulator, the page of Google's documentation that states it, and a workflow that shows it. */
export interface Rule {
  /** Below https://cloud.google.com/workflows/docs/; `silent` where the documentation says nothing and the strict side is taken. */
  readonly page: string;
  readonly rule: string;
  readonly source: string;
  readonly setting?: Setting;
  readonly expect: Expectation;
}

export type Expectation =
  /** The output. */
  | { readonly gives: Json }
  /** The execution fails so; the tag where Google's own error has one. */
  | { readonly fails: string; readonly message?: RegExp; readonly tag?: string }
  /** Not deployed: every message matches one problem, and there are no others. */
  | { readonly refused: readonly RegExp[] }
  | { readonly check: (result: Result) => void };

export function testRules(title: string, rules: readonly Rule[]): void {
  describe(`rules of the simulator: ${title}`, () => {
    for (const rule of rules) it(`${rule.rule} (${rule.page})`, () => verify(rule));
  });
}

async function verify({ source, setting, expect }: Rule): Promise<void> {
  const messages = validate(source).map(problem => problem.message);
  if ('refused' in expect) {
    assert.equal(messages.length, expect.refused.length, messages.join('\n'));
    expect.refused.forEach((pattern, index) => assert.match(messages[index] as string, pattern));
    return;
  }
  assert.deepEqual(messages, []);
  const result = await run(source, setting);
  const { execution } = result;
  if ('gives' in expect) {
    assert.deepEqual(execution.status === 'succeeded' ? execution.output : execution.error, expect.gives);
  } else if ('fails' in expect) {
    assert.equal(execution.status, 'failed', JSON.stringify(execution));
    if (execution.status !== 'failed') return;
    assert.equal(execution.error.name, expect.fails, JSON.stringify(execution.error));
    if (expect.message) assert.match(execution.error.message, expect.message);
    if (expect.tag) assert.deepEqual(tagsOf(result), [expect.tag]);
  } else expect.check(result);
}

/** The tags of the raised payload, which the error's name may hide. */
function tagsOf(result: Result): Json {
  const last = result.events.find(event => event.type === 'executionFailed')?.value as { payload: { tags: Json } };
  return last.payload.tags;
}
