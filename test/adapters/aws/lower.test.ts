import assert from 'node:assert/strict';
import type { Json } from '../../../src/language/json';
import { output } from './simulator/support';
import { compiled } from './support/compiled';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Assign?: Readonly<Record<string, unknown>>;
  readonly Output?: unknown;
  readonly Choices?: readonly { readonly Condition: string; readonly Next: string }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Output?: unknown; readonly Next: string }[];
}

const block = (steps: string, output = 'null'): string =>
  `workflows:\n  w:\n    do: ${steps}\n    output: ${output}\n  child: { do: [{ c: { call: load } }] }\n`;

function definitionOf(yaml: string): { readonly text: string; readonly start: string; readonly states: Record<string, State> } {
  const { deployment, diagnostics } = compiled(yaml);
  assert.deepEqual(diagnostics, []);
  const text = deployment.files.find(({ path }) => path === 'w.asl.json')?.content ?? '';
  const { StartAt, States } = JSON.parse(text) as { StartAt: string; States: Record<string, State> };
  return { text, start: StartAt, states: States };
}

/** The output of a workflow that calls nothing. */
const outputOf = (yaml: string, input: Json): Promise<Json> => output(JSON.parse(definitionOf(yaml).text) as object, { input });

describe('aws: what machines look like', () => {
  it('a loop that is an expression takes time by the length of its list, which AWS limits to a second', async () => {
    const list = Array.from({ length: 5000 }, (_, i) => ({ n: i }));
    const steps = `[{ a: { for: { each: x, in: input.list, where: x.n % 2 == 0, at: i }, output: "{{ x.n + i }}" } }]`;
    const values = (await outputOf(block(steps, '"{{ a }}"'), { list })) as number[];
    assert.equal(values.length, 2500);
    assert.deepEqual([values[0], values[1], values.at(-1)], [0, 3, 4998 + 2499]);
    const sliced = block('[{ a: { set: { b: "{{ slice(input.list, 10, 4990) }}" } } }]', '"{{ length(b) }}"');
    assert.equal(await outputOf(sliced, { list }), 4980);
  });

  it('a question whose answer is known isn’t asked', () => {
    const { start, states } = definitionOf(
      block(
        '[{ poll: { while: status != "done", every: 5s, do: [{ b: { call: load } }, { c: { set: { status: "{{ b }}" } } }] } }]',
      ),
    );
    assert.equal(start, 'b');
    assert.deepEqual(
      Object.values(states).map(({ Type }) => Type),
      ['Choice', 'Wait', 'Task', 'Succeed'],
    );
  });

  it('an end gets its value on the way, and there is no variable for it', () => {
    const { text, states } = definitionOf(
      block('[{ a: { call: load, catch: [{ errors: [Gone], output: none }] } }]', '"{{ a }}"'),
    );
    assert.deepEqual(states['a']?.Catch, [{ ErrorEquals: ['Gone'], Output: 'none', Next: 'workflow: end' }]);
    assert.deepEqual(states['workflow: end'], { Type: 'Succeed' });
    assert.equal(text.includes('Assign'), false);
  });

  it('an end that is the Default of a choice says its value itself', () => {
    const { states } = definitionOf(block('[{ a: { if: input.x == 1, raise: No } }]', 'fine'));
    assert.deepEqual(states['workflow: end'], { Type: 'Succeed', Output: 'fine' });
  });

  it('runs that fail share one end', () => {
    const { states } = definitionOf(block('[{ a: { run: child } }, { b: { run: child } }]'));
    const next = ['a', 'b'].map(name => states[name]?.Catch?.map(({ Next }) => Next));
    assert.deepEqual(next, [['workflow: failed run'], ['workflow: failed run']]);
  });

  it('an error that was caught by its name is raised again as it is', () => {
    const raised = (errors: string): string =>
      definitionOf(
        block(`[{ a: { call: load, catch: [{ ${errors} do: [{ b: { call: store } }, { c: { raise: "{{ error }}" } }] }] } }]`),
      ).text;
    assert.equal(raised('errors: [Gone],').includes('$_again'), false);
    assert.equal(raised('errors: [Gone],').includes('$_raised'), false);
    assert.ok(raised('').includes('$_again'));
  });

  it('asks for no status twice, and no entry for what an inner one has taken', () => {
    const { states } = definitionOf(
      block(
        '[{ o: { do: [{ a: { run: child, catch: [{ errors: [Gone, Timeout] }] } }], catch: [{ errors: [Timeout] }, { errors: [Late] }] } }]',
      ),
    );
    const conditions = states['a: caught']?.Choices?.map(({ Condition }) => Condition);
    assert.deepEqual(conditions, ['{% $a_error.name in ["Gone", "Timeout"] %}', '{% $a_error.name = "Late" %}']);
  });

  it('keeps of a request’s answer what is read', () => {
    const { states } = definitionOf(block('[{ a: { http: "https://a.test" } }, { b: { call: load } }]', '"{{ a.body.id }}"'));
    assert.deepEqual(Object.keys((states['a']?.Assign?.['a'] ?? {}) as object), ['body']);
  });
});
