import { nameProblem } from '../../../src/language/names';
import type { Random } from '../random';
import { maker, type Maker } from './expression';
import { hostileNames } from './pools';
import type { Scope } from './scope';
import { type Type } from './types';

/** A function of the service, or an endpoint of the web, as a program uses it. */
export interface Answering {
  readonly key: string;
  readonly type: Type;
  /** Its answers are by the input's `k` alone, so that concurrent steps may ask it. */
  readonly keyed: boolean;
}

export interface Endpoint extends Answering {
  readonly method: string;
  readonly url: string;
}

/** A workflow that others may run. */
export interface Child {
  readonly name: string;
  readonly input: Type;
  readonly output: Type;
  /** It calls nothing whose answers come in turn. */
  readonly keyed: boolean;
  /** It always ends in a very long wait, so that only a timeout of hours ends it, and calls nothing after. */
  readonly sleeps: boolean;
}

/** A workflow while it is made. */
export interface Draft {
  readonly random: Random;
  readonly functions: readonly Answering[];
  readonly endpoints: readonly Endpoint[];
  readonly children: readonly Child[];
  readonly names: Names;
  /** Of what `return` gives. */
  readonly output: Type;
  /** No concurrency, so that the time is the same everywhere and `now()` may be data. */
  readonly timed: boolean;
  /** A timeout that is never reached. */
  readonly long: string;
  /** Nothing in it takes hours. */
  readonly brief: boolean;
  /** The steps that may still be made. */
  budget: number;
}

/** Where a step stands. */
export interface Place {
  readonly scope: Scope;
  readonly depth: number;
  /** How many concurrent blocks are around it. */
  readonly concurrent: number;
  /** Only keyed functions may be called. */
  readonly keyed: boolean;
  /** Nothing here may fail: which of several failing parts wins isn't defined. */
  readonly quiet: boolean;
  readonly mistakes: boolean;
  /** Loops around it: rounds multiply. */
  readonly loops: number;
}

export function makerAt(draft: Draft, place: Place, depth?: number): Maker {
  return maker(draft.random, place.scope, place.mistakes, depth);
}

/** Gives names that are unique in the workflow, whatever the case of their letters. */
export interface Names {
  step(base: string): string;
  /** The variables of the workflow (0) or of a concurrent block at that depth; siblings share them. */
  variables(concurrent: number): readonly string[];
  /** A name to bind that isn't one of those given. */
  bound(...others: readonly string[]): string;
}

export function createNames(random: Random): Names {
  // An `error` that an entry binds mustn't be a variable too, whatever the case.
  const taken = new Set(['error']);
  const fresh = (base: string): string => {
    const candidates = random.chance(0.12) ? [random.pick(hostileNames), base] : [base];
    for (let i = 0; ; i++) {
      const name = candidates[i] ?? `${base}${i}`;
      if (taken.has(name.toLowerCase()) || nameProblem(name)) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  };
  const variables = [4, 2, 2, 1].map(count => Array.from({ length: count }, () => fresh('v')));
  const bound = Array.from({ length: 4 }, () => fresh('it'));
  return {
    step: fresh,
    variables: concurrent => variables[concurrent] ?? [],
    bound: (...others) => random.pick(bound.filter(name => !others.includes(name))),
  };
}
