import type { Expression } from '../../../src/language/expressions/ast';
import { printExpression, printTemplate } from '../../../src/language/expressions/print';
import type { StepKind } from '../../../src/language/ir';
import type { Random } from '../random';
import type { Draft, Endpoint, Place } from './draft';
import { makerAt } from './draft';
import { expressionOf, type Maker, templateOf } from './expression';
import { binary, call, literal, map } from './nodes';
import { errorNames } from './pools';
import { assign, pathsIn } from './scope';
import type { Making } from './step';
import { any, isData, mapOf, nothing, nullable, randomText, randomType, text, type Type, whole } from './types';
import { shape } from './weights';

const callFunction: Making = (draft, place) => {
  const { random } = draft;
  const asked = random.pick(draft.functions.filter(entry => entry.keyed || !place.keyed));
  const m = makerAt(draft, place);
  const input = asked.keyed
    ? printTemplate(templateOf(mapOf({ k: whole, ...(random.chance(0.3) ? { data: randomType(random, 1) } : {}) }), m))
    : random.chance(0.15)
      ? undefined
      : printTemplate(templateOf(random.chance(0.7) ? mapOf({ a: randomType(random, 1), b: any }) : any, m));
  return {
    body: {
      call: asked.key,
      ...(input === undefined ? {} : { with: input }),
      ...(random.chance(shape.timeout) ? { timeout: shortTimeout(random, 'PT1M', 60) } : {}),
    },
    type: asked.type,
    fails: true,
  };
};

/** Longer than an answer takes, shorter than one that hangs. */
function shortTimeout(random: Random, iso: string, seconds: number): unknown {
  return random.pick<unknown>(['30s', seconds, iso, '45s', printTemplate(binary('+', literal(20), call('abs', literal(25))))]);
}

const http: Making = (draft, place) => {
  const { random } = draft;
  const usable = draft.endpoints.filter(entry => entry.keyed || !place.keyed);
  if (usable.length === 0) return undefined;
  const endpoint = random.pick(usable);
  return {
    body: {
      http: requestOf(draft, place, endpoint),
      ...(random.chance(shape.timeout) ? { timeout: shortTimeout(random, 'PT50S', 59) } : {}),
    },
    type: mapOf({ status: whole, body: endpoint.type }),
    fails: true,
  };
};

function requestOf(draft: Draft, place: Place, { method, url, keyed }: Endpoint): unknown {
  const { random } = draft;
  const m = makerAt(draft, place, 2);
  const scalar = (): Type => random.pick<Type>([whole, { kind: 'plain' }, { kind: 'boolean' }, { kind: 'number' }]);
  const address = url.endsWith('/')
    ? printTemplate({ kind: 'text', parts: [literal(url), expressionOf(whole, m)], place: { path: [] } })
    : url;
  if (method === 'GET' && random.chance(0.4)) return address;
  const query = { q: nullable(scalar()), 'a b': scalar(), n: nullable(scalar()) };
  const hasBody = !['GET', 'HEAD'].includes(method) && random.chance(0.8);
  return {
    ...(method === 'GET' && random.chance(0.5) ? {} : { method }),
    url: address,
    ...(random.chance(0.3)
      ? { headers: printTemplate(templateOf(mapOf({ 'X-Id': scalar(), 'x-order': { kind: 'plain' } }), { ...m, depth: 1 })) }
      : {}),
    ...(random.chance(0.4) ? { query: printTemplate(templateOf(mapOf(query), m)) } : {}),
    ...(hasBody ? { body: printTemplate(templateOf(keyed ? mapOf({ k: whole }) : mapOf({ x: any, k: whole }), m)) } : {}),
  };
}

const run: Making = (draft, place) => {
  const { random } = draft;
  const usable = draft.children.filter(child => (child.keyed || !place.keyed) && !(child.sleeps && draft.brief));
  if (usable.length === 0) return undefined;
  const child = random.pick(usable);
  const optional = child.input.kind === 'map' && Object.values(child.input.fields).every(field => field.nullable);
  return {
    body: {
      run: child.name,
      ...(optional && random.chance(0.2) ? {} : { with: printTemplate(templateOf(child.input, makerAt(draft, place))) }),
      ...(child.sleeps || random.chance(shape.timeout) ? { timeout: child.sleeps ? '12h' : draft.long } : {}),
    },
    type: child.output,
    fails: true,
  };
};

const set: Making = (draft, place) => {
  const { random } = draft;
  const { scope } = place;
  const chosen = random.shuffled([...scope.variables]).slice(0, random.pick([1, 1, 2, 3]));
  const m = makerAt(draft, place);
  const values = chosen.map(([name, type]) => [name, printTemplate(ambient(draft, type) ?? templateOf(type, m))] as const);
  for (const [name, type] of chosen) assign(scope, name, type);
  return { body: { set: Object.fromEntries(values) }, type: nothing, fails: false };
};

/** The time or a UUID, as far as what is made of it is the same everywhere. */
function ambient(draft: Draft, type: Type): ReturnType<typeof literal> | undefined {
  const { random } = draft;
  if (!random.chance(0.15)) return undefined;
  const source = call(random.pick(['now', 'uuid']));
  if (type.kind === 'whole') return call('length', source);
  if (type.kind === 'boolean') return call('contains', source, literal('-'));
  if (type.kind === 'time' && draft.timed) return random.chance(0.5) ? call('now') : call('addSeconds', call('now'), literal(30));
  return undefined;
}

const raise: Making = (draft, place) => ({ body: { raise: raised(draft, place) }, type: nothing, fails: true, ends: true });

function raised(draft: Draft, place: Place): unknown {
  const { random } = draft;
  const m = makerAt(draft, place);
  const name = random.chance(0.1) ? random.pick(['Timeout', 'Unavailable', 'Error']) : random.pick(errorNames);
  const message = (): unknown => printTemplate(random.chance(0.4) ? literal(randomText(random)) : templateOf(text, m));
  switch (random.weighted({ name: 3, record: 4, computed: 1, map: 1, again: 2 })) {
    case 'name':
      return name;
    case 'record':
      return {
        name,
        ...(random.chance(0.8) ? { message: message() } : {}),
        ...(random.chance(0.5) ? { details: printTemplate(templateOf(any, m)) } : {}),
      };
    case 'computed':
      return { name: printTemplate(binary('+', literal(name), literal('_2'))), message: message() };
    case 'map':
      return printInline(errorMap(name, m));
    case 'again': {
      // `error` in an entry that takes errors of users alone, or a variable that happens to look like one.
      const errors = pathsIn(place.scope).filter(({ expression, type }) => expression.kind === 'variable' && isError(type));
      return errors.length > 0 ? printTemplate(random.pick(errors).expression) : name;
    }
  }
}

const isError = (type: Type): boolean =>
  type.kind === 'map' &&
  !type.nullable &&
  isData(type) &&
  ['name', 'message', 'details'].every(key => Object.hasOwn(type.fields, key));

function errorMap(name: string, m: Maker): Expression {
  return map([
    { key: 'name', value: literal(name) },
    { key: 'message', value: expressionOf(text, m) },
    ...(m.random.chance(0.5) ? [{ key: 'details', value: expressionOf(any, m) }] : []),
  ]);
}

/** As one expression, where a template would be spelled out in YAML. */
function printInline(expression: Expression): string {
  return `{{ ${printExpression(expression)} }}`;
}

const wait: Making = (draft, place) => {
  const { random } = draft;
  const m = makerAt(draft, place, 2);
  const seconds = (): unknown => printTemplate(binary('%', call('abs', expressionOf(whole, m)), literal(60)));
  const until = (): unknown =>
    random.chance(0.3) && !draft.brief
      ? '2026-12-01T00:00:00+02:00'
      : random.chance(0.5)
        ? '2020-01-01T00:00:00Z'
        : printTemplate(call('addSeconds', literal('2026-11-01T00:00:00.500Z'), expressionOf(whole, m)));
  const form = random.weighted({ literal: 4, computed: 3, until: 2 });
  return {
    body: {
      wait:
        form === 'literal'
          ? random.pick<unknown>(['1s', 10, '1m30s', 'PT5M', 0, '0s'])
          : form === 'computed'
            ? seconds()
            : { until: until() },
    },
    type: nothing,
    fails: false,
  };
};

const return_: Making = (draft, place) => ({
  body: { return: printTemplate(templateOf(draft.output, makerAt(draft, place))) },
  type: nothing,
  fails: false,
  ends: true,
});

/** Kinds without blocks in them. */
export const leafKinds: Readonly<Partial<Record<StepKind, Making>>> = {
  call: callFunction,
  http,
  run,
  set,
  raise,
  wait,
  return: return_,
};
