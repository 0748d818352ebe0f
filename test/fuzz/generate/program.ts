import { printTemplate } from '../../../src/language/expressions/print';
import type { JsonMap } from '../../../src/language/json';
import { createRandom } from '../random';
import { type Answers, answersFor } from './case';
import { type Answering, type Child, createNames, type Draft, type Endpoint, makerAt, type Place } from './draft';
import { templateOf } from './expression';
import { map, variable } from './nodes';
import { assign, type Scope } from './scope';
import { leftOver, stepsOf } from './step';
import { any, isData, nullable, randomMap, randomText, randomType, solid, type Type } from './types';
import { shape } from './weights';

/** A random program: the workflows' plain data, and its cases as they stand in a file. */
export interface Generated {
  readonly seed: number;
  readonly number: number;
  /** The one that the cases are of; it may run the others. */
  readonly root: string;
  readonly workflows: Readonly<Record<string, JsonMap>>;
  readonly cases: readonly JsonMap[];
}

/** The functions of the service that all programs share: what they answer is each case's own. */
export const turnFunctions = ['reserve', 'charge', 'constructor', 'send-mail_2'];
export const keyedFunctions = ['lookup', 'price', 'states', 'rate_1'];
export const functionKeys: readonly string[] = [...turnFunctions, ...keyedFunctions];

const urls = [
  'https://api.example.com/orders',
  'https://api.example.com/items/',
  'https://x.example.org:8443/a%20b?fixed=1',
  'https://plain.example.com/',
];

/** What is fine on every target, and what at least one can't do. */
const taken = { urls, names: ['main', 'Order', 'x-1', 'states'], long: '5d' };
const refusable = { urls: urls.map(url => url.replace('https://plain', 'http://plain')), names: ['_'], long: '300d' };

/** The same seed and number give the same program. */
export function generateProgram(seed: number, number: number): Generated {
  const random = createRandom(seed, number);
  const functions = [
    ...turnFunctions.map((key): Answering => ({ key, type: randomType(random, 2), keyed: false })),
    ...keyedFunctions.map((key): Answering => ({ key, type: randomType(random, 1), keyed: true })),
  ];
  const pools = random.chance(shape.refusable) ? refusable : taken;
  const endpoints = pools.urls.map((url, i): Endpoint => {
    const method = random.pick(['GET', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
    const key = url.endsWith('/') ? `${method} *` : `${method} ${url}`;
    return { key, url, method, type: random.chance(0.2) ? { kind: 'string' } : randomType(random, 1), keyed: i % 2 === 0 };
  });
  const timed = random.chance(0.2);
  const children: Child[] = [];
  const workflows: Record<string, JsonMap> = {};
  const base: Base = { random, functions, endpoints, timed, long: pools.long };
  for (let i = random.whole(...shape.childWorkflows); i > 0; i--) {
    const made = childOf(base, `p${number}_child${i}`, children);
    children.push(made.child);
    workflows[made.child.name] = made.workflow;
  }
  const root = `p${number}_${random.pick(pools.names)}`;
  const input = random.chance(0.9) ? randomMap(random, 3) : randomType(random, 2);
  workflows[root] = rootOf(base, children, input);
  const answers: Answers = { functions, endpoints, input };
  const cases = Array.from({ length: random.whole(...shape.cases) }, (_, i) => answersFor(random, answers, `case ${i + 1}`));
  return { seed, number, root, workflows, cases };
}

type Base = Pick<Draft, 'random' | 'functions' | 'endpoints' | 'timed' | 'long'>;

function rootOf(base: Base, children: readonly Child[], input: Type): JsonMap {
  const { random } = base;
  const draft: Draft = { ...base, children, names: createNames(random), output: any, brief: false, budget: shape.steps };
  const place = topOf(draft, input, { keyed: false, mistakes: random.chance(shape.mistakes) });
  const { steps, ends } = stepsOf(draft, place, random.whole(...shape.topSteps));
  const rest = leftOver(draft, place, steps);
  // Everything that is left is looked at.
  const left = [...place.scope.visible].filter(([name, type]) => name !== 'input' && type.kind !== 'null' && isData(type));
  const shown = random.shuffled(left).slice(0, 8);
  const output = random.chance(0.75)
    ? map(shown.map(([name]) => ({ key: name, value: variable(name) })))
    : templateOf(any, makerAt(draft, place));
  return {
    ...(random.chance(0.1) ? { description: randomText(random) } : {}),
    ...(random.chance(shape.workflowTimeout) ? { timeout: '360d' } : {}),
    do: (ends ? [...rest, ...steps] : [...steps, ...rest]) as JsonMap[],
    ...(ends && random.chance(0.5) ? {} : { output: printTemplate(output) as JsonMap }),
  };
}

function childOf(base: Base, name: string, children: readonly Child[]): { child: Child; workflow: JsonMap } {
  const { random } = base;
  const sleeps = random.chance(0.12);
  const keyed = random.chance(0.6);
  const output = randomType(random, 1);
  const input = random.chance(0.8) ? randomMap(random, 1) : solid(randomType(random, 0));
  const draft: Draft = {
    ...base,
    children: sleeps ? [] : children.filter(child => child.keyed || !keyed),
    names: createNames(random),
    output,
    brief: sleeps,
    budget: sleeps ? 4 : 8,
  };
  const place = topOf(draft, input, { keyed, mistakes: false, loops: sleeps ? 2 : 1, depth: 2 });
  const { steps, ends } = stepsOf(draft, place, random.whole(1, 3));
  const rest = leftOver(draft, place, steps);
  const last = sleeps && !ends ? [{ [draft.names.step('sleep')]: { wait: '3d' } }] : [];
  const ownTimeout = sleeps && random.chance(0.4) ? '12h' : random.chance(shape.workflowTimeout) ? base.long : undefined;
  const printed = printTemplate(templateOf(output, makerAt(draft, place)));
  return {
    child: { name, input, output, keyed, sleeps },
    workflow: {
      ...(ownTimeout ? { timeout: ownTimeout } : {}),
      do: (ends ? [...rest, ...steps] : [...steps, ...rest, ...last]) as JsonMap[],
      output: printed as JsonMap,
    },
  };
}

function topOf(draft: Draft, input: Type, rest: Partial<Place>): Place {
  const own = draft.names.variables(0).map(name => [name, randomType(draft.random, 1)] as const);
  const scope: Scope = { visible: new Map([['input', input]]), variables: new Map(own) };
  for (const [name, type] of own) assign(scope, name, nullable(type));
  return { scope, depth: 0, concurrent: 0, keyed: false, quiet: false, mistakes: false, loops: 0, ...rest };
}
