import * as found from '../../diagnostics/catalogue';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Binary, BuiltinCall, Expression } from '../../language/expressions/ast';
import { builtins } from '../../language/expressions/builtins';
import { typesOf } from '../../language/expressions/types';
import { describeTypes, type TypeSet, types } from '../../language/expressions/typeset';
import { walkExpression } from '../../language/visit';

type Report = (diagnostic: Diagnostic) => void;

/** Reports an expression that can't come out as one of the expected types. */
export function expectType(expression: Expression, expected: TypeSet, where: string, report: Report, hint?: string): void {
  const actual = typesOf(expression);
  if (!(actual & expected))
    report(found.typeMismatch(expression.place, where, describeTypes(expected), describeTypes(actual), hint));
}

/** Reports the operands that would always be an ExpressionError, and what the language doesn't define. */
export function checkTypes(expression: Expression, report: Report): void {
  for (const node of walkExpression(expression)) checkNode(node, report);
}

function checkNode(node: Expression, report: Report): void {
  switch (node.kind) {
    case 'literal':
      if (typeof node.value === 'number' && Number(node.value.toPrecision(15)) !== node.value) {
        report(
          found.notDefined(node.place, 'A number of more than 15 significant digits', 'Write it as text if it is an identifier.'),
        );
      }
      return;
    case 'unary':
      return expectType(node.operand, node.operator === '!' ? types.boolean : types.number, node.operator, report);
    case 'binary':
      return checkBinary(node, report);
    case 'logical':
      if (node.operator === '??') return;
      expectType(node.left, types.boolean, node.operator, report);
      return expectType(node.right, types.boolean, node.operator, report);
    case 'conditional':
      return expectType(node.test, types.boolean, '?:', report);
    case 'text':
      return node.parts.forEach(part => expectType(part, types.printable, 'Text', report));
    case 'member':
      if (!(typesOf(node.object) & (types.map | types.null)))
        report(found.notDefined(node.place, `A member of ${describeTypes(typesOf(node.object))}`));
      return;
    case 'index':
      return checkIndex(node.object, node.index, report);
    case 'call':
      return checkCall(node, report);
    case 'variable':
    case 'workflow':
    case 'list':
    case 'map':
      return;
  }
}

function checkIndex(object: Expression, index: Expression, report: Report): void {
  if (!(typesOf(object) & (types.map | types.list | types.null)))
    report(found.notDefined(object.place, `An index into ${describeTypes(typesOf(object))}`));
  expectType(index, types.number | types.string, 'An index', report);
  if (index.kind === 'literal' && typeof index.value === 'number' && !Number.isInteger(index.value))
    report(found.notDefined(index.place, "An index that isn't whole"));
}

function checkBinary({ operator, left, right, place }: Binary, report: Report): void {
  const [a, b] = [typesOf(left), typesOf(right)];
  switch (operator) {
    case '==':
    case '!=': {
      // Anything may be compared with null.
      if ((a | b) === types.null || a === types.null || b === types.null) return;
      for (const side of [left, right])
        if (!(typesOf(side) & types.scalar))
          report(found.notDefined(side.place, `Comparing ${describeTypes(typesOf(side))} with ${operator}`));
      const common = a & b & types.scalar;
      if (!common && a & types.scalar && b & types.scalar && !((a | b) & types.null)) {
        report(found.notDefined(place, `Comparing ${describeTypes(a)} with ${describeTypes(b)}`));
      }
      return;
    }
    case '+': {
      const summable = types.number | types.string;
      expectType(left, summable, '+', report);
      expectType(right, summable, '+', report);
      if (a & summable && b & summable && !(a & b & summable)) {
        report(
          found.notDefined(
            place,
            `${capital(describeTypes(a))} + ${describeTypes(b)}`,
            'Put the value into text: "order {{ id }}", or write string(x).',
          ),
        );
      }
      return;
    }
    default:
      if ('< <= > >='.split(' ').includes(operator) && (a === types.string || b === types.string)) {
        report(found.notDefined(place, `${operator} on strings`, 'secondsBetween(from, to) compares times.'));
        return;
      }
      expectType(left, types.number, operator, report);
      expectType(right, types.number, operator, report);
      if ((operator === '/' || operator === '%') && right.kind === 'literal' && right.value === 0) {
        report(found.typeMismatch(right.place, operator, "a divisor that isn't 0", '0'));
      }
      if (operator === '%') for (const side of [left, right]) checkRemainder(side, report);
  }
}

function checkRemainder(side: Expression, report: Report): void {
  if (side.kind === 'literal' && typeof side.value === 'number' && (side.value < 0 || !Number.isInteger(side.value))) {
    report(found.notDefined(side.place, '% of a negative number or a fraction'));
  }
}

/** The builtins whose argument of that position isn't defined when it is empty. */
const neverEmpty: Readonly<Record<string, number>> = { split: 1, replace: 1, contains: 1, startsWith: 1, endsWith: 1 };

function checkCall({ builtin, args }: BuiltinCall, report: Report): void {
  builtins[builtin].parameters.forEach((parameter, i) => {
    const arg = args[i];
    if (arg) expectType(arg, parameter.takes, `${builtin}()`, report);
  });
  const position = neverEmpty[builtin];
  const arg = position === undefined ? undefined : args[position];
  if (arg?.kind === 'literal' && arg.value === '') report(found.notDefined(arg.place, `${builtin}() with an empty text`));
  const [first, second] = args;
  if (builtin === 'contains' && first && second && typesOf(first) === types.string)
    expectType(second, types.string, 'contains() in a string', report);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
