import { fail } from '../errors';
import type { VariableExpression } from '../parse/ast';
import { sizeOf } from '../memory';
import { Callable, type Value } from '../values';
import type { Activation } from './state';

/** The variables of one scope; those around it are reached through `parent`. */
export class Frame {
  private readonly slots: (Value | undefined)[];
  /** Variables whose list or map nobody else can hold. */
  private readonly owned = new Set<number>();

  constructor(
    readonly activation: Activation,
    readonly parent: Frame | undefined,
    size: number,
  ) {
    this.slots = new Array<Value | undefined>(size).fill(undefined);
  }

  /** Reading a variable that nothing has assigned on this path is a runtime error (secondary source, its tag unknown): KeyError. */
  read(variable: VariableExpression): Value {
    return this.find(variable, true);
  }

  /** The same for one who only looks into a list or a map and doesn't keep it. */
  look(variable: VariableExpression): Value {
    return this.find(variable, false);
  }

  /** Whether an assignment to a part of the variable's list or map may change it in place: nobody has read it since `own`. */
  owns({ binding }: VariableExpression): boolean {
    return binding !== undefined && !(binding instanceof Callable) && this.owner(binding.hops).owned.has(binding.index);
  }

  /** Writes a list or map that nobody else holds; it may be the one that is there, which had so many bytes. */
  own({ name, binding }: VariableExpression, value: Value, bytesBefore: number): void {
    if (!binding || binding instanceof Callable) throw new Error(`${name} was not resolved to a variable`);
    const owner = this.owner(binding.hops);
    this.activation.execution.memory.grow(sizeOf(value) - bytesBefore);
    owner.slots[binding.index] = value;
    owner.owned.add(binding.index);
  }

  write(variable: VariableExpression, value: Value): void {
    const binding = variable.binding;
    if (!binding || binding instanceof Callable) throw new Error(`${variable.name} was not resolved to a variable`);
    this.owner(binding.hops).set(binding.index, value);
  }

  set(index: number, value: Value): void {
    this.activation.execution.memory.replace(this.slots[index], value);
    this.slots[index] = value;
    this.owned.delete(index);
  }

  /** The scope ends: its variables take no memory any more. */
  release(): void {
    for (const value of this.slots) this.activation.execution.memory.replace(value, undefined);
    this.slots.fill(undefined);
    this.owned.clear();
  }

  private find({ name, binding }: VariableExpression, isKept: boolean): Value {
    if (binding instanceof Callable) return binding;
    const owner = binding && this.owner(binding.hops);
    const value = owner?.slots[binding?.index ?? -1];
    if (value === undefined) return fail('KeyError', `variable has no value: ${name}`);
    if (isKept && binding) owner?.owned.delete(binding.index);
    return value;
  }

  private owner(hops: number): Frame {
    if (hops === 0) return this;
    if (!this.parent) throw new Error('a scope is missing');
    return this.parent.owner(hops - 1);
  }
}
