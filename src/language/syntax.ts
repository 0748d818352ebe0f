import type { ConfigPath } from '../diagnostics/diagnostic';
import { type Expression } from './expressions/ast';
import { printExpression, printTemplate } from './expressions/print';
import { printedDuration } from './fields';
import type { Block, Duration, Step, StepKind, StepOf } from './ir';
import type { Fields, Reader, ValuesOf } from './reader';

/** What every step has, read before its kind's own fields. */
export type StepBase = Pick<Step, 'name' | 'retry' | 'catch' | 'origin'> & Partial<Pick<Step, 'description' | 'if'>>;

/**
 * A step kind as its users write it. The reader, the printer, the JSON Schema and the reference are made from
 * this one table.
 */
export interface StepSyntax<K extends StepKind = StepKind, F extends Fields = Fields> {
  readonly kind: K;
  /** The keys that announce the kind; each is one of `fields`. Two only where a kind has two forms. */
  readonly verbs: readonly string[];
  readonly fields: F;
  readonly doc: string;
  /** What the step's variable holds afterwards. */
  readonly value: string;
  /** False for the kinds that can't have `retry` and `catch`. */
  readonly canFail: boolean;
  /** Hints for keys that belong somewhere else. */
  readonly misplaced?: Readonly<Record<string, string>>;
  /** Undefined when a mistake was reported. */
  build(values: ValuesOf<F>, base: StepBase, reader: Reader): StepOf<K> | undefined;
  /** The verb and its fields as plain data; `print.ts` adds what every step has. */
  print(step: StepOf<K>, printer: Printer): Record<string, unknown>;
}

/** What the printers of steps share. */
export interface Printer {
  steps(steps: readonly Step[]): unknown[];
  /** `do` and `output`, as far as they are there. */
  block(block: Block): Record<string, unknown>;
}

/** Checks a table against its own fields; whoever walks all kinds sees them alike. */
export function defineStep<K extends StepKind, F extends Fields>(syntax: StepSyntax<K, F>): StepSyntax<K> {
  return syntax as unknown as StepSyntax<K>;
}

export const origin = (base: { readonly origin: ConfigPath }, ...keys: (string | number)[]): ConfigPath => [
  ...base.origin,
  ...keys,
];

/** A condition without its braces; a literal boolean as it is. */
export function printCondition(condition: Expression): unknown {
  if (condition.kind === 'literal' && typeof condition.value === 'boolean') return condition.value;
  return condition.kind === 'text' ? printTemplate(condition) : printExpression(condition);
}

export function printDurationField(duration: Duration): unknown {
  const printed = printedDuration(duration);
  return typeof printed === 'string' ? printed : printTemplate(printed);
}
