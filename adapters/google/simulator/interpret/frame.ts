import { fail } from '../errors';
import type { VariableExpression } from '../parse/ast';
import { Callable, type Value } from '../values';
import type { Activation } from './state';

/** The variables of one scope; those around it are reached through `parent`. */
export class Frame {
  private readonly slots: (Value | undefined)[];

  constructor(
    readonly activation: Activation,
    readonly parent: Frame | undefined,
    size: number,
  ) {
    this.slots = new Array<Value | undefined>(size).fill(undefined);
  }

  /** Reading a variable that nothing has assigned on this path is a runtime error (secondary source, its tag unknown): KeyError. */
  read(variable: VariableExpression): Value {
    const binding = variable.binding;
    if (binding instanceof Callable) return binding;
    const value = binding && this.owner(binding.hops).slots[binding.index];
    return value === undefined ? fail('KeyError', `variable has no value: ${variable.name}`) : value;
  }

  write(variable: VariableExpression, value: Value): void {
    const binding = variable.binding;
    if (!binding || binding instanceof Callable) throw new Error(`${variable.name} was not resolved to a variable`);
    this.owner(binding.hops).set(binding.index, value);
  }

  set(index: number, value: Value): void {
    this.activation.execution.memory.replace(this.slots[index], value);
    this.slots[index] = value;
  }

  /** The scope ends: its variables take no memory any more. */
  release(): void {
    for (const value of this.slots) this.activation.execution.memory.replace(value, undefined);
    this.slots.fill(undefined);
  }

  private owner(hops: number): Frame {
    if (hops === 0) return this;
    if (!this.parent) throw new Error('a scope is missing');
    return this.parent.owner(hops - 1);
  }
}
