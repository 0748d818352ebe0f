import { printExpression, printTemplate } from '../../../src/language/expressions/print';
import type { Expression } from '../../../src/language/expressions/ast';
import type { StepKind } from '../../../src/language/ir';
import { isMap } from '../../../src/language/json';
import type { Random } from '../random';
import { blockKinds } from './blocks';
import { type Draft, makerAt, type Place } from './draft';
import { expressionOf, templateOf } from './expression';
import { leafKinds } from './leaves';
import { errorNames } from './pools';
import { absorb, assign, inner, type Scope } from './scope';
import { any, boolean, fits, mapOf, nullable, opaqueMap, randomText, record, solid, text, type Type, whole } from './types';
import { shape, stepWeights } from './weights';

/** A step's own keys, as they stand in YAML. */
export interface Made {
  readonly body: Record<string, unknown>;
  /** Of its variable. */
  readonly type: Type;
  readonly fails: boolean;
  /** The flow never goes on behind it. */
  readonly ends?: true;
}

export type Making = (draft: Draft, place: Place) => Made | undefined;

export interface BlockMade {
  readonly body: Record<string, unknown>;
  readonly type: Type;
  readonly fails: boolean;
  readonly ends: boolean;
}

/** Makes a list of steps; the place's scope then has what they leave. */
export function stepsOf(
  draft: Draft,
  place: Place,
  count: number,
): { steps: Record<string, unknown>[]; fails: boolean; ends: boolean } {
  const steps: Record<string, unknown>[] = [];
  let fails = false;
  for (let i = 0; i < count && draft.budget > 0; i++) {
    const made = stepOf(draft, place, i === count - 1);
    if (!made) continue;
    steps.push({ [made.name]: made.body });
    fails ||= made.fails;
    if (made.ends) return { steps, fails, ends: true };
  }
  return { steps, fails, ends: false };
}

/**
 * Makes `do` and `output`. With a type the block's value is of it; without, the block may have no output.
 * The scope of the place is the block's own.
 */
export function blockOf(draft: Draft, place: Place, type?: Type): BlockMade {
  const below: Place = { ...place, depth: place.depth + 1 };
  const least = type ? 0 : 1;
  const { steps, fails, ends } = stepsOf(draft, below, draft.random.whole(least, shape.nestedSteps[1]));
  const body: Record<string, unknown> = steps.length > 0 || !type ? { do: steps } : {};
  if (type) body['output'] = printTemplate(templateOf(type, makerAt(draft, below)));
  return { body, type: type ?? { kind: 'null', nullable: true }, fails, ends };
}

/**
 * A step that assigns the variables of a scope that nothing in its steps assigns: a name must be assigned somewhere
 * to be known. It is skipped as often as not, which leaves them null.
 */
export function leftOver(draft: Draft, place: Place, steps: unknown): Record<string, unknown>[] {
  const assigned = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, entry] of Object.entries(value)) {
      if (key === 'set' && isMap(entry)) for (const name of Object.keys(entry)) assigned.add(name);
      else visit(entry);
    }
  };
  visit(steps);
  const names = [...place.scope.variables].filter(([name]) => !assigned.has(name));
  if (names.length === 0) return [];
  const set = record(names.map(([name, type]) => [name, printTemplate(templateOf(type, makerAt(draft, place, 1)))]));
  return [{ [draft.names.step('rest')]: { ...(draft.random.chance(0.5) ? { if: false } : {}), set } }];
}

interface NamedStep extends Made {
  readonly name: string;
}

/** Makes one step with its name, or nothing where no kind that was tried can stand here. */
export function stepOf(draft: Draft, place: Place, last: boolean, named?: string): NamedStep | undefined {
  draft.budget--;
  const kind = kindAt(draft, place, last);
  const { random } = draft;
  const [canFail, block] = [!['set', 'raise', 'return'].includes(kind), blockKinds[kind] !== undefined];
  // Where nothing may fail a block may yet fail inside, when it catches everything itself.
  const contained = place.quiet && block && random.chance(0.5);
  const scope = inner(place.scope);
  const conditional = random.chance(shape.if) || (kind === 'raise' || kind === 'return' ? !last || random.chance(0.5) : false);
  const condition = conditional && printCondition(expressionOf(boolean, makerAt(draft, place)), random);
  const making = (blockKinds[kind] ?? leafKinds[kind]) as Making;
  const made = making(draft, { ...place, scope, quiet: place.quiet && !contained });
  if (!made) return undefined;
  const name = named ?? draft.names.step(kind);
  const catches = canFail && made.fails && (place.quiet || random.chance(shape.catch));
  const rescued: Place = { ...place, scope: inner(place.scope) };
  if (catches) absorb(rescued.scope, scope, [], false);
  const entries = catches ? entriesOf(draft, rescued, made.type, place.quiet) : undefined;
  const type = conditional || catches ? nullable(made.type) : made.type;
  absorb(place.scope, scope, [], !conditional && !catches);
  if (entries) absorb(place.scope, rescued.scope, [], false);
  if (!named || kind !== 'raise') assign(place.scope, name, type);
  return {
    name,
    type,
    fails: made.fails && !(place.quiet && catches),
    ...(made.ends && !conditional && !catches ? { ends: true } : {}),
    body: {
      ...(random.chance(shape.description) ? { description: randomText(random) } : {}),
      ...(condition === false ? {} : { if: condition }),
      ...made.body,
      ...(canFail && made.fails && random.chance(shape.retry) ? { retry: retryOf(random, block) } : {}),
      ...(entries ? { catch: entries } : {}),
    },
  };
}

function kindAt(draft: Draft, place: Place, last: boolean): StepKind {
  const weights: Partial<Record<StepKind, number>> = { ...stepWeights };
  if (place.depth >= shape.depth || draft.budget < 2)
    for (const kind of Object.keys(blockKinds)) delete weights[kind as StepKind];
  if (place.loops >= 2) {
    delete weights.for;
    delete weights.loop;
  }
  if (draft.timed || place.concurrent >= 2) delete weights.parallel;
  if (place.quiet) delete weights.raise;
  if (place.concurrent > 0) delete weights.return;
  if (place.scope.variables.size === 0) delete weights.set;
  if (!last) {
    if (weights.raise) weights.raise = 1;
    if (weights.return) weights.return = 1;
  }
  return draft.random.weighted(weights);
}

/** A condition with or without its braces. */
export function printCondition(expression: Expression, random: Random): unknown {
  if (expression.kind === 'literal') return expression.value;
  const printed = printExpression(expression);
  return random.chance(0.3) ? `{{ ${printed} }}` : printed;
}

const languageErrors = ['Timeout', 'Unavailable', 'HttpError', 'HttpError.404', 'HttpError.4xx', 'HttpError.5xx', 'Error'];

export function randomErrors(random: Random): string[] {
  const names = random.shuffled([...errorNames, ...languageErrors]).slice(0, random.whole(1, 4));
  return random.chance(0.3) ? random.shuffled(languageErrors.slice(0, 3)).slice(0, 2) : names;
}

/** What is known of an error that one of the names, or any, has: the messages of the language's own aren't defined. */
function errorType(errors: readonly string[] | undefined): Type {
  if (errors?.every(name => errorNames.includes(name))) return mapOf({ name: text, message: text, details: any });
  if (errors?.every(name => name.startsWith('HttpError')))
    return opaqueMap({ name: text, details: mapOf({ status: whole, body: any }) });
  return opaqueMap({ name: text });
}

/** @param all the last entry must take every error */
function entriesOf(draft: Draft, place: Place, type: Type, all: boolean): unknown[] {
  const { random } = draft;
  const takesAll = all || random.chance(shape.catchAll);
  const named = random.whole(takesAll ? 0 : 1, 2);
  const entries = Array.from({ length: named }, () => entryOf(draft, place, type, randomErrors(random)));
  return takesAll ? [...entries, entryOf(draft, place, type, undefined)] : entries;
}

function entryOf(draft: Draft, place: Place, type: Type, errors: string[] | undefined): unknown {
  const { random } = draft;
  const as = random.chance(0.4) ? draft.names.bound() : 'error';
  const scope: Scope = inner(place.scope, [[as, errorType(errors)]]);
  const value = type.kind === 'null' || !fits(type, any) ? undefined : random.chance(0.6) ? solid(type) : undefined;
  const empty = !value && random.chance(0.4);
  const block = empty ? { body: {} } : blockOf(draft, { ...place, scope }, value);
  absorb(place.scope, scope, [as], false);
  return { ...(errors ? { errors } : {}), ...(as === 'error' && random.chance(0.8) ? {} : { as }), ...block.body };
}

/** @param block rounds of a block are dear: it is tried again less often */
function retryOf(random: Random, block: boolean): unknown {
  const policies = Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, () => policyOf(random, block));
  return policies.length === 1 && random.chance(0.5) ? policies[0] : policies;
}

function policyOf(random: Random, block: boolean): Record<string, unknown> {
  const policy: Record<string, unknown> = {};
  if (random.chance(0.6)) policy['errors'] = randomErrors(random);
  if (block || random.chance(0.8)) policy['maxRetries'] = random.whole(0, block ? 1 : 3);
  if (random.chance(0.6)) policy['delay'] = random.pick(['1s', 2, '10s', 'PT1M', 5]);
  if (random.chance(0.6)) policy['backoff'] = random.pick([1, 1.5, 2, 3]);
  if (random.chance(0.3)) policy['maxDelay'] = random.pick(['3s', '1m', 1]);
  return policy;
}
