import type { Expression } from '../../../src/adapter';
import { types } from '../../../src/language/expressions/typeset';
import { isNeedless, typesIn } from './code';
import { isRaw } from './raw';

/** Whether evaluating it can't be a mistake, so that it does no harm where it isn't needed. */
export function isHarmless(e: Expression): boolean {
  if (isRaw(e))
    return (!e.raw.canFail || isNeedless(e)) && e.raw.parts.every(part => typeof part === 'string' || isHarmless(part));
  switch (e.kind) {
    case 'literal':
    case 'variable':
    case 'workflow':
      return true;
    case 'member':
      return isHarmless(e.object);
    case 'list':
      return e.items.every(isHarmless);
    case 'map':
      return e.entries.every(({ value }) => isHarmless(value));
    case 'text':
      return e.parts.every(part => isHarmless(part) && (typesIn(part) & ~types.printable) === 0);
    case 'unary':
      return e.operator === '!' && typesIn(e.operand) === types.boolean && isHarmless(e.operand);
    case 'binary':
      return (e.operator === '==' || e.operator === '!=') && isHarmless(e.left) && isHarmless(e.right);
    case 'logical':
      return (
        isHarmless(e.left) &&
        isHarmless(e.right) &&
        (e.operator === '??' || (typesIn(e.left) === types.boolean && typesIn(e.right) === types.boolean))
      );
    case 'conditional':
      return typesIn(e.test) === types.boolean && [e.test, e.then, e.otherwise].every(isHarmless);
    case 'call':
      return ['type', 'toJson', 'now', 'uuid'].includes(e.builtin) && e.args.every(isHarmless);
    case 'index':
      return false;
  }
}
