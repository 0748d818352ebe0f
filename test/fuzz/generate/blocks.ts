import { printExpression, printTemplate } from '../../../src/language/expressions/print';
import type { StepKind } from '../../../src/language/ir';
import { type Draft, makerAt, type Place } from './draft';
import { expressionOf, templateOf } from './expression';
import { binary, call, list, literal, logical, variable } from './nodes';
import { errorNames } from './pools';
import { absorb, inner, type Scope } from './scope';
import { blockOf, type BlockMade, leftOver, type Made, type Making, printCondition, stepOf } from './step';
import { boolean, listOf, mapOf, nothing, nullable, opaqueMap, randomType, record, text, type Type, whole } from './types';
import { shape } from './weights';

/** A type for a block's value, or none: then it has no output. */
function outputType(draft: Draft): Type | undefined {
  return draft.random.chance(shape.blockOutput) ? randomType(draft.random, 1) : undefined;
}

const doBlock: Making = (draft, place) => {
  const block = blockOf(draft, place, outputType(draft));
  const { do: steps, ...rest } = block.body;
  const verb = draft.random.chance(0.3) && steps !== undefined ? { try: steps } : steps === undefined ? {} : { do: steps };
  return { body: { ...verb, ...rest }, type: block.type, fails: block.fails, ...(block.ends ? { ends: true as const } : {}) };
};

const switchStep: Making = (draft, place) => {
  const { random } = draft;
  const type = outputType(draft);
  const count = random.whole(1, 3);
  const before = inner(place.scope);
  const blocks: BlockMade[] = [];
  const caseAt = (): BlockMade => {
    const scope = inner(before);
    const block = blockOf(draft, { ...place, scope }, type);
    absorb(place.scope, scope, [], false);
    blocks.push(block);
    return block;
  };
  const cases = Array.from({ length: count }, () => ({
    when: printCondition(expressionOf(boolean, makerAt(draft, { ...place, scope: before })), random),
    ...caseAt().body,
  }));
  const otherwise = random.chance(0.5) ? caseAt() : undefined;
  const steps = otherwise?.body['do'];
  const written = otherwise && (!type && random.chance(0.5) ? steps : otherwise.body);
  return {
    body: { switch: cases, ...(written === undefined ? {} : { default: written }) },
    type: otherwise ? (type ?? nothing) : nullable(type ?? nothing),
    fails: blocks.some(block => block.fails),
    ...(otherwise && blocks.every(block => block.ends) ? { ends: true as const } : {}),
  };
};

const forStep: Making = (draft, place) => {
  const { random } = draft;
  const concurrent = !draft.timed && place.concurrent < 2 && random.chance(shape.concurrentFor);
  return concurrent ? concurrentFor(draft, place) : sequentialFor(draft, place);
};

interface Head {
  readonly each: string;
  readonly at: string | undefined;
  readonly head: Record<string, unknown>;
  readonly bound: readonly (readonly [string, Type])[];
}

/** `each`, `in`, `at` and `where`. */
function headOf(draft: Draft, place: Place): Head {
  const { random } = draft;
  const item = random.chance(0.3) ? whole : randomType(random, 1);
  const each = draft.names.bound();
  const at = random.chance(0.4) ? draft.names.bound(each) : undefined;
  const items = shortList(draft, place, item);
  const where = random.chance(0.2)
    ? expressionOf(boolean, makerAt(draft, { ...place, scope: inner(place.scope, [[each, item]]) }))
    : undefined;
  return {
    each,
    at,
    head: {
      each,
      in: items,
      ...(at === undefined ? {} : { at }),
      ...(where ? { where: printCondition(where, random) } : {}),
    },
    bound: [[each, item], ...(at === undefined ? [] : [[at, whole] as const])],
  };
}

/** At most four items: rounds in rounds are many. */
function shortList(draft: Draft, place: Place, item: Type): unknown {
  const { random } = draft;
  const m = makerAt(draft, place, 2);
  if (random.chance(0.4)) return printTemplate(list(Array.from({ length: random.whole(0, 4) }, () => templateOf(item, m))));
  const expression = call('slice', expressionOf(listOf(item), m), literal(0), literal(4));
  return random.chance(0.3) ? `{{ ${printExpression(expression)} }}` : printExpression(expression);
}

function sequentialFor(draft: Draft, place: Place): Made {
  const { random } = draft;
  const { head, bound } = headOf(draft, place);
  const scope = inner(place.scope, bound);
  const type = outputType(draft);
  const block = blockOf(draft, { ...place, scope, loops: place.loops + 1 }, type);
  const until = random.chance(0.2)
    ? printCondition(expressionOf(boolean, makerAt(draft, { ...place, scope })), random)
    : undefined;
  absorb(
    place.scope,
    scope,
    bound.map(([name]) => name),
    false,
  );
  return {
    body: {
      for: head,
      ...block.body,
      ...(until === undefined ? {} : { until }),
      ...(random.chance(0.05) ? { concurrency: 1 } : {}),
    },
    type: type ? listOf(type) : nothing,
    fails: block.fails,
  };
}

/** The scope inside a concurrent part: it reads what is outside and assigns variables of its own. */
function partScope(draft: Draft, place: Place, bound: readonly (readonly [string, Type])[] = []): Scope {
  const own = draft.names.variables(place.concurrent + 1).map(name => [name, randomType(draft.random, 1)] as const);
  const starting = own.map(([name, type]) => [name, nullable(type)] as const);
  return { visible: new Map([...place.scope.visible, ...bound, ...starting]), variables: new Map(own) };
}

/** What `settle` makes of a part's value. */
function settled(type: Type): Type {
  return opaqueMap({ ok: boolean, value: nullable(type), error: nullable(opaqueMap({ name: text })) });
}

function concurrentFor(draft: Draft, place: Place): Made {
  const { random } = draft;
  const { head, bound, at, each } = headOf(draft, place);
  const settle = random.chance(shape.settle);
  const scope = partScope(draft, place, bound);
  const type = outputType(draft);
  const inside: Place = {
    ...place,
    scope,
    concurrent: place.concurrent + 1,
    keyed: true,
    quiet: !settle,
    mistakes: false,
    loops: place.loops + 1,
  };
  const block = blockOf(draft, inside, type);
  // One iteration may fail: the one at a position.
  const failing = !settle && !place.quiet && at !== undefined && random.chance(shape.failingPart);
  const fail = { [draft.names.step('fail')]: { if: `${at ?? each} == ${random.whole(0, 2)}`, raise: random.pick(errorNames) } };
  const body = withSteps(block, [...(failing ? [fail] : []), ...leftOver(draft, inside, block.body)], random.chance(0.5));
  const value = settle ? settled(type ?? nothing) : type;
  return {
    body: { for: head, concurrency: random.whole(2, 4), ...(settle ? { settle } : {}), ...body },
    type: value ? listOf(value) : nothing,
    fails: failing,
  };
}

/** The block with further steps in front of its own or behind them; behind one that ends the flow nothing may stand. */
function withSteps(block: BlockMade, further: readonly unknown[], first: boolean): Record<string, unknown> {
  const steps = (block.body['do'] as unknown[] | undefined) ?? [];
  if (further.length === 0) return block.body;
  return { ...block.body, do: first || block.ends ? [...further, ...steps] : [...steps, ...further] };
}

const parallel: Making = (draft, place) => {
  const { random } = draft;
  const settle = random.chance(shape.settle);
  const count = random.pick([2, 2, 2, 3]);
  // Without `settle` one branch may fail: which of several would win isn't defined.
  const failing = !settle && !place.quiet && random.chance(shape.failingPart) ? random.whole(0, count - 1) : -1;
  let fails = false;
  const branches = Array.from({ length: count }, (_, i) => {
    const scope = partScope(draft, place);
    const quiet = !settle && i !== failing;
    const made = branchOf(draft, { ...place, scope, concurrent: place.concurrent + 1, keyed: true, quiet, mistakes: false });
    fails ||= made.fails;
    return made;
  });
  return {
    body: {
      parallel: record(branches.map(({ name, body }) => [name, body])),
      ...(settle ? { settle } : {}),
    },
    type: mapOf(record(branches.map(({ name, type }) => [name, settle ? settled(type) : type]))),
    fails: fails && !settle,
  };
};

function branchOf(draft: Draft, place: Place): { name: string; body: unknown; type: Type; fails: boolean } {
  const name = draft.names.step('branch');
  if (draft.random.chance(0.4)) {
    const made = stepOf(draft, { ...place, scope: inner(place.scope), depth: place.depth + 1 }, false, name);
    // A block alone would be read as the branch's block, and a single `raise` leaves nothing to read.
    const isBlock = !made || Object.keys(made.body).every(key => key === 'do' || key === 'output');
    if (!isBlock && leftOver(draft, place, made.body).length === 0) return { ...made, name };
  }
  const block = blockOf(draft, place, outputType(draft));
  return { ...block, name, body: withSteps(block, leftOver(draft, place, block.body), draft.random.chance(0.5)) };
}

const loop: Making = (draft, place) => {
  const { random } = draft;
  const type = outputType(draft);
  const [mode, max] = [random.pick(['while', 'until']), random.whole(1, 4)];
  const scope = inner(place.scope);
  const counter = [...place.scope.variables].find(
    ([name, kind]) => kind.kind === 'whole' && place.scope.visible.get(name)?.kind === 'whole',
  );
  const counted = counter !== undefined && random.chance(0.6);
  const condition = (at: Scope): unknown =>
    printCondition(conditionOf(draft, { ...place, scope: at }, mode, counted ? counter[0] : undefined), random);
  const asked = mode === 'while' ? condition(place.scope) : undefined;
  const block = blockOf(draft, { ...place, scope, loops: place.loops + 1 }, type);
  const steps = (block.body['do'] as unknown[] | undefined) ?? [];
  const step = counted ? [{ [draft.names.step('count')]: { set: { [counter[0]]: `{{ (${counter[0]} ?? 0) + 1 }}` } } }] : [];
  const body = { ...block.body, do: [...step, ...steps] };
  const until = mode === 'until' ? condition(scope) : undefined;
  absorb(place.scope, scope, [], mode === 'until' && !block.ends);
  return {
    body: {
      ...(mode === 'while' ? { while: asked } : {}),
      ...body,
      ...(mode === 'until' ? { until } : {}),
      ...(random.chance(0.25) ? { every: random.pick<unknown>(['2s', 15, '1m']) } : {}),
      max,
    },
    type: mode === 'until' ? (type ?? nothing) : nullable(type ?? nothing),
    fails: true,
  };
};

function conditionOf(draft: Draft, place: Place, mode: string, counter: string | undefined): ReturnType<typeof literal> {
  const { random } = draft;
  const other = expressionOf(boolean, makerAt(draft, place, 2));
  if (counter === undefined) return other;
  const bound = literal(random.whole(1, 6));
  const value = logical('??', variable(counter), literal(0));
  const counted = binary(mode === 'while' ? '<' : '>=', value, bound);
  return random.chance(0.4) ? logical(random.pick(['&&', '||']), counted, other) : counted;
}

/** Kinds with blocks in them. */
export const blockKinds: Readonly<Partial<Record<StepKind, Making>>> = {
  do: doBlock,
  switch: switchStep,
  for: forStep,
  loop,
  parallel,
};
