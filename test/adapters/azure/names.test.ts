import assert from 'node:assert/strict';
import { helperNames } from '../../../adapters/azure/helpers';
import type { Engine } from '../../../src/adapter';
import { nameProblem } from '../../../src/language/names';
import { compileService, runOnBoth, type Service, simulate } from './support';

/** What generated code calls things, and what JavaScript has by itself. */
const words = [
  ...helperNames,
  ...Object.getOwnPropertyNames(Object.prototype),
  ...'context df execution loop rest round position thrown failure again item items values value rounds run exports module require process global globalThis'.split(
    ' ',
  ),
  ...'Object Array JSON Math Date Error NaN Infinity eval arguments_ Buffer Function Promise async of get set_ let_ undefined_ p spent outer next over'.split(
    ' ',
  ),
  ...'loopValues loopItems roundsItems roundsValues roundsAgain'.split(' '),
].filter(
  (word, i, all) => nameProblem(word) === undefined && all.findIndex(other => other.toLowerCase() === word.toLowerCase()) === i,
);

describe('azure: names', () => {
  let service: Service;
  let engine: Engine;
  before(async () => {
    service = compileService({
      service: 'names',
      functions: {
        work: { handler: 'handler.work' },
        startWorkflow: { handler: 'src/app.http.start' },
        'a-b': { handler: 'a.b' },
      },
      orchestration: {
        workflows: {
          variables: {
            do: [
              { first_: { set: Object.fromEntries(words.map((word, i) => [word, i])) } },
              {
                second_: {
                  for: { each: 'x_', in: '{{ range(110) }}', at: 'i_' },
                  do: [{ called_: { call: 'work', with: Object.fromEntries(words.map(word => [word, `{{ ${word} }}`])) } }],
                  output: '{{ called_ }}',
                },
              },
              {
                third_: {
                  parallel: {
                    branchA_: { do: [{ wait_: { wait: 1 } }], output: `{{ [${words.join(', ')}] }}` },
                    branchB_: { call: 'startWorkflow', with: `{{ { ${words.map(word => `"${word}": ${word}`).join(', ')} } }}` },
                  },
                },
              },
              {
                fourth_: {
                  do: [{ fails_: { call: 'a-b' } }],
                  catch: [{ errors: ['Odd'], as: 'caught_', output: `{{ [caught_, ${words.join(', ')}] }}` }],
                },
              },
            ],
            output: { third: '{{ third_ }}', fourth: '{{ fourth_ }}', second: '{{ length(second_) }}' },
          },
          steps: {
            do: words.map(word => ({ [word]: { call: 'work', with: { word } } })),
            output: Object.fromEntries(words.map(word => [word, `{{ ${word} }}`])),
          },
          bound: {
            do: words.map((word, i) => ({
              [`step${i}`]: {
                for: { each: word, in: [1, 2], at: `${word}_at` },
                concurrency: 2,
                do: [{ [`call${i}`]: { call: 'work', with: `{{ ${word} }}` } }],
                output: `{{ [${word}, ${word}_at, call${i}] }}`,
              },
            })),
            output: Object.fromEntries(words.map((_, i) => [`step${i}`, `{{ step${i} }}`])),
          },
          // Would be one name with a child, an activity and a file of the app.
          variables_branchA_: { output: 'I am a workflow' },
          work_: {
            do: [{ child: { run: 'sendHttp' } }, { web: { http: 'http://localhost/', catch: [{ output: 'no web' }] } }],
            output: '{{ [child, web] }}',
          },
          sendHttp: { output: 'not an activity' },
          'app-http': { output: 'not a starter' },
        },
      },
    });
    assert.deepEqual(service.diagnostics, []);
    engine = await simulate(service);
  });
  after(() => engine.close?.());

  for (const workflow of ['variables', 'steps', 'bound', 'variables_branchA_', 'work_', 'sendHttp', 'app-http']) {
    it(`${workflow}: the user's names mean what the user says`, async () => {
      await runOnBoth(service, engine, workflow, {}, call => {
        if (call.function === 'a-b') throw Object.assign(new Error('odd'), { name: 'Odd' });
        return call.input;
      });
    });
  }
});
