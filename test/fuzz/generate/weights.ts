import type { StepKind } from '../../../src/language/ir';

/** How often each kind of step is chosen; `wait` and `set` are cheap, concurrency is where targets differ most. */
export const stepWeights: Readonly<Record<StepKind, number>> = {
  call: 18,
  set: 14,
  switch: 11,
  for: 13,
  loop: 8,
  parallel: 9,
  do: 7,
  http: 6,
  run: 6,
  raise: 4,
  wait: 4,
  return: 3,
};

/** The sizes and chances that shape a program. Numbers below 1 are probabilities. */
export const shape = {
  /** Steps in the workflow's own list, nested ones not counted. */
  topSteps: [2, 6],
  nestedSteps: [1, 3],
  /** Blocks in blocks; beyond it only steps without blocks are chosen. */
  depth: 4,
  /** Steps of a whole workflow; beyond it too. */
  steps: 24,
  childWorkflows: [0, 2],
  cases: [2, 4],
  expressionDepth: 4,
  if: 0.1,
  retry: 0.25,
  catch: 0.35,
  /** Of a step that can fail where nothing may: it always gets an entry that takes everything. */
  catchAll: 0.4,
  timeout: 0.2,
  description: 0.04,
  blockOutput: 0.6,
  /** A program is made to fail with an ExpressionError somewhere. */
  mistakes: 0.06,
  /** A concurrent step without `settle` in which one part may fail. */
  failingPart: 0.3,
  settle: 0.35,
  concurrentFor: 0.4,
  hostileKey: 0.15,
  hostileText: 0.35,
  nullable: 0.25,
  /** Google has none, and refuses it. */
  workflowTimeout: 0.04,
  /** A program has something in it that one target or another refuses. */
  refusable: 0.05,
} as const;

export type ValueSource = 'literal' | 'path' | 'operator' | 'builtin' | 'choice';

/** What an expression is made of, while it may still be deep. */
export const sourceWeights: Readonly<Record<ValueSource, number>> = { literal: 2, path: 6, operator: 4, builtin: 5, choice: 2 };
