import type { Binding, Code, Operator, Statement } from './model';

/** Lays statements out; needed for the bodies of functions inside expressions. */
export type PrintStatements = (statements: readonly Statement[]) => string;

const width = 120;

/** An expression as JavaScript; long ones are broken over several lines, indented from column 0. `used`: what its first line holds before it. */
export function printCode(code: Code, statements: PrintStatements, used = 0): string {
  const flat = printFlat(code, statements);
  if (used + flat.length <= width && !flat.includes('\n')) return flat;
  return printBroken(code, statements, used);
}

/** How tightly the outermost operator binds. https://developer.mozilla.org/docs/Web/JavaScript/Reference/Operators/Operator_precedence */
function precedence(code: Code): number {
  switch (code.kind) {
    case 'yield':
    case 'arrow':
      return 2;
    case 'conditional':
      return 3;
    case 'binary':
      return operators[code.operator];
    case 'unary':
      return 14;
    case 'literal':
      // A number in front of a point, or a minus sign, needs parentheses.
      return typeof code.value === 'number' ? (code.value < 0 || Object.is(code.value, -0) ? 14 : 16) : 18;
    case 'generator':
      return 16;
    default:
      return 18;
  }
}

const operators: Readonly<Record<Operator, number>> = {
  '??': 4,
  '||': 4,
  '&&': 5,
  '==': 9,
  '!=': 9,
  '===': 9,
  '!==': 9,
  '<': 10,
  '<=': 10,
  '>': 10,
  '>=': 10,
  '+': 12,
  '-': 12,
  '*': 13,
  '/': 13,
  '%': 13,
};

function printFlat(code: Code, statements: PrintStatements): string {
  return printWith(code, child => printFlat(child, statements), statements);
}

/** Breaks the outermost map, list or argument list; what is inside is broken only as far as it must be. */
function printBroken(code: Code, statements: PrintStatements, used: number): string {
  const inner = (child: Code): string => printCode(child, statements);
  switch (code.kind) {
    case 'map':
      return breakLines(
        '{',
        code.entries.map(entry => printEntry(entry, inner)),
        '}',
      );
    case 'list':
      return breakLines('[', code.items.map(inner), ']');
    case 'call':
    case 'new': {
      const callee = (code.kind === 'new' ? 'new ' : '') + printCallee(code.callee, statements);
      const last = code.args.at(-1);
      const before = code.args.slice(0, -1).map(arg => printFlat(arg, statements));
      const short = before.every(text => !text.includes('\n')) && used + callee.length + before.join(', ').length < width - 10;
      // What can be broken stays on the line of the callee when it comes last.
      if (last && short && (before.length === 0 || ['map', 'list', 'generator', 'arrow'].includes(last.kind)))
        return `${callee}(${[...before, printBroken(last, statements, used + callee.length + before.join(', ').length + 1)].join(', ')})`;
      return breakLines(`${callee}(`, code.args.map(inner), ')');
    }
    case 'arrow':
      return printWith(
        code,
        child => printCode(child, statements, used + printParameters(code.parameters).length + 4),
        statements,
      );
    case 'yield':
      return printWith(code, child => printCode(child, statements, used + 'yield* '.length), statements);
    case 'conditional':
      return `${operand(code.test, 4, inner)}\n  ? ${indent(operand(code.then, 3, inner))}\n  : ${indent(operand(code.otherwise, 3, inner))}`;
    case 'binary':
      return printWith(code, inner, statements);
    default:
      return printFlat(code, statements);
  }
}

/** `list.filter(...)` in front of `.map`: each call of a chain gets its line. */
function printCallee(callee: Code, statements: PrintStatements): string {
  if (callee.kind === 'member' && callee.object.kind === 'call' && callee.object.callee.kind === 'member')
    return `${printCode(callee.object, statements)}\n${printMember(callee.key, callee.optional)}`.replace(/\n/g, '\n  ');
  return operand(callee, 17, child => printFlat(child, statements));
}

function breakLines(open: string, lines: readonly string[], close: string): string {
  if (lines.length === 0) return open + close;
  return `${open}\n${lines.map(line => `  ${indent(line)},\n`).join('')}${close}`;
}

function indent(text: string): string {
  return text.replace(/\n(?=[^\n])/g, '\n  ');
}

function operand(code: Code, least: number, inner: (code: Code) => string): string {
  const text = inner(code);
  return precedence(code) < least ? `(${text})` : text;
}

function printWith(code: Code, inner: (code: Code) => string, statements: PrintStatements): string {
  switch (code.kind) {
    case 'name':
      return code.name;
    case 'literal':
      return typeof code.value === 'string' ? quote(code.value) : String(code.value);
    case 'member':
      return operand(code.object, 17, inner) + printMember(code.key, code.optional);
    case 'unary':
      return code.operator + operand(code.operand, code.operator === '-' ? 15 : 14, inner);
    case 'binary':
      return printBinary(code, inner);
    case 'conditional':
      return `${operand(code.test, 4, inner)} ? ${operand(code.then, 3, inner)} : ${operand(code.otherwise, 3, inner)}`;
    case 'list':
      return `[${code.items.map(item => operand(item, 2, inner)).join(', ')}]`;
    case 'map':
      return code.entries.length === 0 ? '{}' : `{ ${code.entries.map(entry => printEntry(entry, inner)).join(', ')} }`;
    case 'text':
      return `\`${code.parts.map(part => (typeof part === 'string' ? escapeText(part) : `\${${inner(part)}}`)).join('')}\``;
    case 'call':
      return `${operand(code.callee, 17, inner)}(${code.args.map(inner).join(', ')})`;
    case 'new':
      return `new ${operand(code.callee, 17, inner)}(${code.args.map(inner).join(', ')})`;
    case 'yield':
      return `yield${code.delegate ? '*' : ''} ${operand(code.value, 3, inner)}`;
    case 'arrow': {
      const body = inner(code.value);
      return `${printParameters(code.parameters)} => ${body.startsWith('{') ? `(${body})` : body}`;
    }
    case 'generator':
      return `function* (${code.parameters.map(printBinding).join(', ')}) {\n${indentBlock(statements(code.body))}}`;
  }
}

function printBinary(code: Extract<Code, { kind: 'binary' }>, inner: (code: Code) => string): string {
  const level = operators[code.operator];
  const logical = (side: Code): boolean =>
    side.kind === 'binary' && ['&&', '||', '??'].includes(side.operator) && side.operator !== code.operator;
  const side = (child: Code, least: number): string =>
    // JavaScript wants parentheses where ?? meets && or ||.
    ['&&', '||', '??'].includes(code.operator) && logical(child) ? `(${inner(child)})` : operand(child, least, inner);
  return `${side(code.left, level)} ${code.operator} ${side(code.right, level + 1)}`;
}

function indentBlock(text: string): string {
  return text.replace(/^(?=[^\n])/gm, '  ');
}

function printParameters(parameters: readonly Binding[]): string {
  const [only] = parameters;
  return parameters.length === 1 && typeof only === 'string' ? only : `(${parameters.map(printBinding).join(', ')})`;
}

/** `a`, `{ a, b }` or `[a, , b]`. */
export function printBinding(binding: Binding): string {
  if (typeof binding === 'string') return binding;
  if ('map' in binding) return binding.map.length === 0 ? '{}' : `{ ${binding.map.join(', ')} }`;
  return `[${binding.list.map(item => item ?? '').join(', ')}]`;
}

function printEntry({ key, value }: { key: string; value: Code }, inner: (code: Code) => string): string {
  if (value.kind === 'name' && value.name === key) return key;
  return `${printKey(key)}: ${operand(value, 2, inner)}`;
}

/** Written as it is, `__proto__` would set the prototype. */
function printKey(key: string): string {
  if (key === '__proto__') return "['__proto__']";
  return isIdentifier(key) ? key : quote(key);
}

function printMember(key: string, optional: boolean): string {
  if (isIdentifier(key)) return `${optional ? '?' : ''}.${key}`;
  return `${optional ? '?.' : ''}[${quote(key)}]`;
}

function isIdentifier(key: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key);
}

/** A string literal in single quotes. */
export function quote(text: string): string {
  return `'${escapeJson(text).replace(/'/g, "\\'")}'`;
}

/** The text of a template literal. */
function escapeText(text: string): string {
  return escapeJson(text).replace(/`/g, '\\`').replace(/\$\{/g, '\\${');
}

/** JSON's escapes without those of double quotes, and none of the characters that hide what a line says. */
function escapeJson(text: string): string {
  return visible(JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"'));
}

/** Line ends that JSON leaves alone, and characters that turn the direction of the text around, as escapes. */
export function visible(text: string): string {
  return text.replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
