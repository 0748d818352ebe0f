import type { Jump, StepList } from '../parse/ast';
import type { Value } from '../values';
import type { Frame } from './frame';

/** How steps ended: undefined when they ran through, otherwise where to go on. */
export type Outcome = undefined | Jump | { readonly kind: 'return'; readonly value: Value };

/** Runs a list of steps; handed to what has lists inside, so that those files needn't know the one that runs them. */
export type ListRunner = (list: StepList, frame: Frame) => Promise<Outcome>;
