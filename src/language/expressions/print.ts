import type { Expression, Literal } from './ast';

/** How tightly an expression's outermost operator binds; an operand that binds less is put in parentheses. */
function precedence(expression: Expression): number {
  switch (expression.kind) {
    case 'conditional':
      return 1;
    case 'logical':
      return { '??': 2, '||': 3, '&&': 4 }[expression.operator];
    case 'binary':
      return { '==': 5, '!=': 5, '<': 6, '<=': 6, '>': 6, '>=': 6, '+': 7, '-': 7, '*': 8, '/': 8, '%': 8 }[expression.operator];
    case 'unary':
      return 9;
    case 'literal':
      return typeof expression.value === 'number' && expression.value < 0 ? 9 : 10;
    default:
      return 10;
  }
}

/** The expression as a user would write it, without the braces. A template's text becomes a `+` of its parts. */
export function printExpression(expression: Expression): string {
  const inner = (child: Expression, least: number): string => {
    const text = printExpression(child);
    return precedence(child) < least ? `(${text})` : text;
  };
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.value);
    case 'variable':
      return expression.name;
    case 'workflow':
      return `workflow.${expression.property}`;
    case 'member':
      return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(expression.key) && expression.key !== 'length'
        ? `${inner(expression.object, 10)}.${expression.key}`
        : `${inner(expression.object, 10)}[${JSON.stringify(expression.key)}]`;
    case 'index':
      return `${inner(expression.object, 10)}[${printExpression(expression.index)}]`;
    case 'unary':
      return `${expression.operator}${inner(expression.operand, 10)}`;
    case 'binary': {
      const level = precedence(expression);
      return `${inner(expression.left, level)} ${expression.operator} ${inner(expression.right, level + 1)}`;
    }
    case 'logical': {
      // JavaScript wants parentheses where ?? meets && or ||.
      const level = expression.operator === '??' ? 5 : precedence(expression);
      const left = expression.left.kind === 'logical' && expression.left.operator === expression.operator ? 2 : level;
      return `${inner(expression.left, left)} ${expression.operator} ${inner(expression.right, level + 1)}`;
    }
    case 'conditional':
      return `${inner(expression.test, 2)} ? ${inner(expression.then, 1)} : ${inner(expression.otherwise, 1)}`;
    case 'list':
      return `[${expression.items.map(printExpression).join(', ')}]`;
    case 'map':
      return `{${expression.entries.map(({ key, value }) => `${JSON.stringify(key)}: ${printExpression(value)}`).join(', ')}}`;
    case 'text':
      return `"" + ${expression.parts.map(part => inner(part, 8)).join(' + ')}`;
    case 'call':
      return `${expression.builtin}(${expression.args.map(printExpression).join(', ')})`;
  }
}

/** A template as the YAML value that reads back to it. */
export function printTemplate(template: Expression): unknown {
  switch (template.kind) {
    case 'literal':
      return typeof template.value === 'string' ? printText(template.value) : template.value;
    case 'list':
      return template.items.map(printTemplate);
    case 'map':
      return Object.fromEntries(template.entries.map(({ key, value }) => [key, printTemplate(value)]));
    case 'text':
      return printParts(template.parts);
    default:
      return braces(template);
  }
}

const isText = (part: Expression): part is Literal & { value: string } =>
  part.kind === 'literal' && typeof part.value === 'string';

function printParts(parts: readonly Expression[]): string {
  const solid = parts.filter(part => !isText(part) || part.value.trim() !== '');
  // One expression with nothing but blanks around it would be read as that expression's value.
  const blanksAsExpressions = solid.length === 1 && !solid.some(isText);
  return parts
    .map(part =>
      // A text that ends in a brace would run into the next part's.
      isText(part) && !blanksAsExpressions && !/\{\{|\{$/.test(part.value) ? part.value : braces(part),
    )
    .join('');
}

/** A text with `{{` in it can only be written as an expression. */
function printText(text: string): string {
  return text.includes('{{') ? `{{ ${JSON.stringify(text)} }}` : text;
}

function braces(expression: Expression): string {
  return `{{ ${printExpression(expression)} }}`;
}
