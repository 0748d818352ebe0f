import assert from 'node:assert/strict';
import { make, type Made } from './support';

/** The steps that a run is billed for. */
async function billed(made: Made, input: Parameters<Made['run']>[1], answer?: Parameters<Made['run']>[2]): Promise<number> {
  const execution = await made.run('w', input, answer);
  assert.equal(execution.status, 'succeeded', JSON.stringify(execution));
  return Object.values(execution.billed).reduce((sum, count) => sum + count, 0);
}

const work = { call: 'work', with: { n: 1 } };

/** What a person would write without a step, a variable or a subworkflow of its own. */
describe('a source has no more steps than it needs', () => {
  it('a loop over range() counts: no list is made', async () => {
    const made = make({ w: { do: [{ each: { for: { each: 'i', in: 'range(length(input.ids))' }, do: [{ step: work }] } }] } });
    assert.match(made.sources['w']!, /range: \$\{\[0, len\(map.get\(input, "ids"\)\) - 1\]\}/);
    assert.doesNotMatch(made.sources['w']!, /^range:/m);
    // The switch, the loop and a call for each; nothing but the switch where there are none.
    assert.equal(await billed(made, { ids: [1, 2, 3] }), 5);
    assert.equal(await billed(made, { ids: [] }), 1);
  });

  it('numbers of known bounds need no question', async () => {
    const made = make({ w: { do: [{ each: { for: { each: 'i', in: 'range(3)' }, do: [{ step: work }] } }] } });
    assert.match(made.sources['w']!, /range: \[0, 2\]/);
    assert.equal(await billed(made, {}), 4);
  });

  it('an endless loop asks nothing', async () => {
    const stop = { if: 'step == 2', return: '{{ step }}' };
    const made = make({ w: { do: [{ forever: { while: true, do: [{ step: work }, { stop }] } }] } });
    assert.doesNotMatch(made.sources['w']!, /condition: true/);
    let calls = 0;
    assert.equal(await billed(made, {}, () => ({ ok: true, value: ++calls })), 5);
  });

  it("a loop's value stands in its own variable, and isn't assigned before the last round", () => {
    const loop = {
      until: 'step.done == true || step.failed == true',
      do: [{ step: work }],
      output: '{{ step.result }}',
      every: '1m',
    };
    const { sources } = make({
      w: { do: [{ poll: loop }, { after: { call: 'other', with: '{{ poll }}' } }], output: '{{ poll }}' },
    });
    assert.doesNotMatch(sources['w']!, /poll_value|poll_done|poll_choice/);
  });

  it('what a variable certainly holds needs no question either', () => {
    const { sources } = make({
      w: {
        do: [
          { set: { set: { day: "{{ upper('x') }}", all: '{{ [1, 2] }}' } } },
          { each: { for: { each: 'x', in: 'all', at: 'i' }, output: '{{ day }}-{{ i }}' } },
        ],
        output: { each: '{{ each }}', cut: '{{ slice(day, 0, 4) }}' },
      },
    });
    assert.doesNotMatch(sources['w']!, /get_type|printed|slice\(/);
    assert.match(sources['w']!, /text\.substring\(day, 0, math\.min\(4, len\(day\)\)\)/);
  });

  it('what may be null or anything else is asked all the same', () => {
    const maybe = { set: { set: { all: '{{ [1] }}' }, if: 'input.some == true' } };
    const { sources } = make({
      w: { do: [maybe, { each: { for: { each: 'x', in: 'all' }, output: '{{ x }}' } }], output: '{{ each }}' },
    });
    assert.match(sources['w']!, /get_type\(all\)/);
  });

  it("branches' values aren't copied, nor is the value of a block that ends in its place or not at all", () => {
    const { sources } = make({
      w: {
        do: [
          { both: { parallel: { a: { http: 'https://a.example' }, b: { for: { each: 'n', in: [1, 2] }, output: '{{ n }}' } } } },
          {
            block: {
              do: [{ step: work }],
              output: { id: '{{ step.id }}', name: '{{ step.name }}' },
              catch: [{ do: [{ gone: { return: null } }] }],
            },
          },
        ],
        output: { both: '{{ both }}', id: '{{ block.id }}', name: '{{ block.name }}' },
      },
    });
    assert.doesNotMatch(sources['w']!, /a_value|b_value|block_value|- block: \$|_try_2/);
    assert.match(sources['w']!, /shared: \[a, b, both_failure\]/);
  });
});
