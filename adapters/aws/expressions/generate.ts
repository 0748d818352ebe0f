import type { BinaryOperator, Expression, MapLiteral, Member, Variable } from '../../../src/adapter';
import { types } from '../../../src/language/expressions/typeset';
import { builtinCode } from './builtins';
import {
  atom,
  type Code,
  type Generator,
  inner,
  isNeedless,
  level,
  operandSink,
  quote,
  stepText,
  type Sink,
  typesIn,
} from './code';
import { isHarmless } from './harmless';
import { definitions, type HelperName } from './helpers';
import { prototypeKeys } from './names';
import { isRaw, type Raw } from './raw';

/** An expression as JSONata, without the `{% %}`. */
export function jsonata(expression: Expression, sink: Sink, workflowName: string): string {
  const used = new Set<HelperName>();
  const generator: Generator = {
    workflowName,
    gen: (e, s) => generate(e, s, generator),
    help: (name, ...args) => {
      used.add(name);
      return atom(`$${name}(${args.join(', ')})`);
    },
  };
  const { text } = generator.gen(expression, sink);
  return used.size === 0 ? text : `(${definitions(used)} ${text})`;
}

/** Whether the bare expression may be undefined. Of the rest only what is a mistake is. */
function mayMiss(expression: Expression): boolean {
  return (expression.kind === 'member' && !prototypeKeys.has(expression.key)) || (isRaw(expression) && expression.raw.mayMiss);
}

function generate(e: Expression, sink: Sink, g: Generator): Code {
  if (isRaw(e)) return generateRaw(e, sink, g);
  switch (e.kind) {
    case 'literal':
      return typeof e.value === 'number' && e.value < 0
        ? { text: JSON.stringify(e.value), level: level.sign }
        : atom(typeof e.value === 'string' ? quote(e.value) : JSON.stringify(e.value));
    case 'variable':
      return atom(variableText(e));
    case 'workflow':
      return e.property === 'name' ? atom(quote(g.workflowName)) : atom('$states.context.Execution.Name');
    case 'member':
      if (isNull(e)) return atom('null');
      if (prototypeKeys.has(e.key)) return g.help('_at', g.gen(e.object, 'loose').text, quote(e.key));
      return orNull(atom(pathText(e, g)), sink);
    case 'index':
      return generateIndex(e, sink, g);
    case 'unary':
      return e.operator === '!' ? generateNot(e.operand, g) : negate(g.gen(e.operand, operandSink(sink)));
    case 'binary':
      return generateBinary(e.operator, e.left, e.right, sink, g);
    case 'logical':
      return e.operator === '??' ? generateElse(e.left, e.right, sink, g) : generateLogical(e.operator, e.left, e.right, sink, g);
    case 'conditional':
      return {
        text: `${inner(booleanCode(e.test, g), level.or)} ? ${g.gen(e.then, sink).text} : ${g.gen(e.otherwise, sink).text}`,
        level: level.open,
      };
    case 'list':
      return generateList(e.items, g);
    case 'map':
      return generateMap(e.entries, g);
    case 'text':
      return generateText(e.parts, g);
    case 'call':
      return builtinCode(e, sink, g);
  }
}

function variableText(e: Variable): string {
  return e.name === 'input' ? '$states.context.Execution.Input' : `$${e.name}`;
}

function pathText({ object, key }: Member, g: Generator): string {
  const step = stepText(key);
  if (object.kind === 'member' && !prototypeKeys.has(object.key)) return `${pathText(object, g)}.${step}`;
  // JSONata parses a literal before a dot as a name.
  const base = object.kind === 'literal' ? `(${g.gen(object, 'loose').text})` : inner(g.gen(object, 'loose'), level.atom);
  return `${base}.${step}`;
}

/** A path that begins with null ends there; JSONata takes no literal for its first step. */
function isNull(e: Expression): boolean {
  return e.kind === 'member' ? isNull(e.object) : e.kind === 'literal' && e.value === null;
}

/** A short path is said twice, a long one is bound. */
function orNull(code: Code, sink: Sink): Code {
  if (sink !== 'value' && sink !== 'field') return code;
  const text =
    code.level === level.atom && code.text.length <= 32
      ? `$exists(${code.text}) ? ${code.text} : null`
      : `($_v := ${code.text}; $exists($_v) ? $_v : null)`;
  return text.startsWith('(') ? atom(text) : { text, level: level.open };
}

function generateRaw(e: Raw, sink: Sink, g: Generator): Code {
  if (isNeedless(e)) return g.gen(e.raw.parts[1] as Expression, sink);
  for (const name of e.raw.helpers) g.help(name as HelperName);
  const [only] = e.raw.parts;
  if (e.raw.parts.length === 1 && typeof only === 'object') return g.gen(only, sink);
  const own = e.raw.takesMissing ? 'strict' : 'value';
  const text = e.raw.parts.map(part => (typeof part === 'string' ? part : g.gen(part, own).text)).join('');
  const code = { text, level: e.raw.isAtom ? level.atom : level.open };
  return e.raw.mayMiss ? orNull(code, sink) : code;
}

function generateIndex({ object, index }: Expression & { kind: 'index' }, sink: Sink, g: Generator): Code {
  const isPlain =
    index.kind === 'literal' && typeof index.value === 'number' && index.value >= 0 && Number.isInteger(index.value);
  if (isPlain && typesIn(object) === types.list) {
    const list = g.gen(object, 'value');
    // A constructor with a position isn't the first step of a path: `[{"a": 1}][0].a` finds nothing.
    const base = object.kind === 'list' ? `(${list.text})` : inner(list, level.atom);
    return orNull(atom(`${base}[${String(index.value)}]`), sink);
  }
  return g.help('_at', g.gen(object, 'loose').text, g.gen(index, 'value').text);
}

function negate(code: Code): Code {
  return { text: `-${inner(code, level.atom)}`, level: level.sign };
}

/** A boolean that is never undefined; anything else fails. */
export function booleanCode(e: Expression, g: Generator): Code {
  return typesIn(e) === types.boolean ? g.gen(e, 'value') : g.help('_boolean', g.gen(e, 'strict').text);
}

function generateNot(operand: Expression, g: Generator): Code {
  if (operand.kind === 'binary' && (operand.operator === '==' || operand.operator === '!=')) {
    return generateBinary(operand.operator === '==' ? '!=' : '==', operand.left, operand.right, 'value', g);
  }
  return atom(`$not(${booleanCode(operand, g).text})`);
}

const jsonataOperators: Readonly<Record<Exclude<BinaryOperator, '==' | '!=' | '+'>, readonly [string, number]>> = {
  '<': ['<', level.compare],
  '<=': ['<=', level.compare],
  '>': ['>', level.compare],
  '>=': ['>=', level.compare],
  '-': ['-', level.add],
  '*': ['*', level.multiply],
  '/': ['/', level.multiply],
  '%': ['%', level.multiply],
};

function generateBinary(operator: BinaryOperator, left: Expression, right: Expression, sink: Sink, g: Generator): Code {
  if (operator === '==' || operator === '!=') return generateEquality(operator === '==', left, right, g);
  if (operator === '+') return generatePlus(left, right, sink, g);
  const [sign, at] = jsonataOperators[operator];
  const operands = operandSink(sink);
  const divides = operator === '/' || operator === '%';
  const isSafe = right.kind === 'literal' && right.value !== 0;
  const second = divides && !isSafe ? g.help('_nonzero', g.gen(right, operands).text) : g.gen(right, operands);
  return { text: `${inner(g.gen(left, operands), at)} ${sign} ${inner(second, at + 1)}`, level: at };
}

function generatePlus(left: Expression, right: Expression, sink: Sink, g: Generator): Code {
  const sets = [typesIn(left), typesIn(right)];
  const operands = operandSink(sink);
  if (sets.includes(types.number)) {
    const [a, b] = [g.gen(left, operands), g.gen(right, operands)];
    return { text: `${inner(a, level.add)} + ${inner(b, level.add + 1)}`, level: level.add };
  }
  if (sets.includes(types.string)) {
    const text = (e: Expression): string =>
      typesIn(e) === types.string ? inner(g.gen(e, 'value'), level.add) : g.help('_string', g.gen(e, 'strict').text).text;
    return { text: `${text(left)} & ${text(right)}`, level: level.add };
  }
  return g.help('_add', g.gen(left, operands).text, g.gen(right, operands).text);
}

/**
 * JSONata answers false to any comparison, `!=` too, with undefined. So a path needs no guard where the other side is
 * a literal: undefined isn't "done", and isn't "not null" either.
 */
function generateEquality(equal: boolean, left: Expression, right: Expression, g: Generator): Code {
  const asked = typeQuestion(left, right) ?? typeQuestion(right, left);
  if (asked) {
    const type = atom(`$type(${g.gen(asked.argument, 'value').text})`);
    return compare(type, equal ? '=' : '!=', atom(quote(asked.type)));
  }
  const [a, b] = left.kind === 'literal' ? [right, left] : [left, right];
  if (b.kind !== 'literal' || !mayMiss(a)) return compare(g.gen(a, 'value'), equal ? '=' : '!=', g.gen(b, 'value'), a !== left);
  const [path, value] = [g.gen(a, 'loose'), g.gen(b, 'value')];
  const sign = b.value === null ? '!=' : '=';
  return (sign === '=') === equal ? compare(path, sign, value) : atom(`$not(${compare(path, sign, value).text})`);
}

function compare(a: Code, sign: string, b: Code, swap = false): Code {
  const [left, right] = swap ? [b, a] : [a, b];
  return { text: `${inner(left, level.compare + 1)} ${sign} ${inner(right, level.compare + 1)}`, level: level.compare };
}

const jsonataTypes: Readonly<Record<string, string>> = { list: 'array', map: 'object' };

/** `type(x) == "list"` needs no translation of `$type`'s answer. */
function typeQuestion(call: Expression, answer: Expression): { argument: Expression; type: string } | undefined {
  if (call.kind !== 'call' || call.builtin !== 'type' || answer.kind !== 'literal' || typeof answer.value !== 'string') return;
  const [argument] = call.args;
  if (!argument || answer.value === 'array' || answer.value === 'object') return;
  return { argument, type: jsonataTypes[answer.value] ?? answer.value };
}

function generateLogical(operator: '&&' | '||', left: Expression, right: Expression, sink: Sink, g: Generator): Code {
  const first = booleanCode(left, g);
  if (typesIn(right) === types.boolean && isHarmless(right)) {
    const [word, at] = operator === '&&' ? (['and', level.and] as const) : (['or', level.or] as const);
    return { text: `${inner(first, at)} ${word} ${inner(g.gen(right, 'value'), at)}`, level: at };
  }
  // Whether AWS's own `and` asks its right side when the left decides isn't documented.
  const second =
    sink === 'condition' || typesIn(right) === types.boolean
      ? g.gen(right, sink === 'loose' ? 'value' : sink)
      : booleanCode(right, g);
  const test = inner(first, level.or);
  return {
    text: operator === '&&' ? `${test} ? ${second.text} : false` : `${test} ? true : ${second.text}`,
    level: level.open,
  };
}

function generateElse(left: Expression, right: Expression, sink: Sink, g: Generator): Code {
  const first = g.gen(left, 'loose');
  const isPath = first.level === level.atom && first.text.length <= 32 && !first.text.includes('(');
  const name = isPath ? first.text : '$_v';
  const choice = `${name} != null ? ${name} : ${g.gen(right, sink).text}`;
  return isPath ? { text: choice, level: level.open } : atom(`($_v := ${first.text}; ${choice})`);
}

/** JSONata 2.0.6 asks the map it makes for its own `hasOwnProperty` with each further key: that one is made apart. */
function generateMap(entries: MapLiteral['entries'], g: Generator): Code {
  const made = (some: MapLiteral['entries']): string =>
    `{${some.map(({ key, value }) => `${quote(key)}: ${g.gen(value, 'value').text}`).join(', ')}}`;
  const isOdd = ({ key }: { readonly key: string }): boolean => key === 'hasOwnProperty';
  if (entries.length < 2 || !entries.some(isOdd)) return atom(made(entries));
  return atom(`$merge([${made(entries.filter(entry => !isOdd(entry)))}, ${made(entries.filter(isOdd))}])`);
}

/** JSONata flattens a list that stands in a list constructor, unless it is a constructor itself. */
function generateList(items: readonly Expression[], g: Generator): Code {
  if (items.every(isConstructed)) return atom(`[${items.map(item => g.gen(item, 'value').text).join(', ')}]`);
  const parts = items.map(item =>
    isConstructed(item) ? `[${g.gen(item, 'value').text}]` : g.help('_item', g.gen(item, 'value').text).text,
  );
  return atom(parts.reduce((list, part) => `$append(${list}, ${part})`));
}

/** Whether it stays one item of a list constructor. */
function isConstructed(e: Expression): boolean {
  return e.kind === 'list' ? e.items.every(isConstructed) : (typesIn(e) & types.list) === 0;
}

function generateText(parts: readonly Expression[], g: Generator): Code {
  const texts = joined(parts).map(part => {
    const set = typesIn(part);
    const isPrintable = set !== types.none && (set & ~types.printable) === 0;
    return isPrintable ? inner(g.gen(part, 'value'), level.add + 1) : g.help('_text', g.gen(part, 'loose').text).text;
  });
  const [only] = parts;
  if (texts.length > 1) return { text: texts.join(' & '), level: level.add };
  return only && (typesIn(only) & types.printable) !== types.string && (typesIn(only) & ~types.printable) === 0
    ? { text: `"" & ${texts.join('')}`, level: level.add }
    : { text: texts[0] ?? '""', level: level.add };
}

/** Texts that stand side by side are one. */
function joined(parts: readonly Expression[]): readonly Expression[] {
  return parts.reduce<Expression[]>((all, part) => {
    const last = all.at(-1);
    const areTexts =
      last?.kind === 'literal' && part.kind === 'literal' && typeof last.value === 'string' && typeof part.value === 'string';
    return areTexts ? [...all.slice(0, -1), { ...last, value: `${last.value}${part.value}` }] : [...all, part];
  }, []);
}
