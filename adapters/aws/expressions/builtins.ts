import type { BuiltinCall, Expression } from '../../../src/adapter';
import type { BuiltinName } from '../../../src/language/expressions/builtins';
import { types, type TypeSet } from '../../../src/language/expressions/typeset';
import { type Code, type Generator, type Sink, atom, inner, level, operandSink, typesIn } from './code';
import type { HelperName } from './helpers';

/** A call's arguments, each in the form that the function around it needs. */
interface Arguments {
  readonly count: number;
  /** For a JSONata function that checks the type itself; undefined makes its answer undefined. */
  own(i: number): string;
  /** Checked where JSONata wouldn't. */
  number(i: number): string;
  /** The number before it. */
  before(i: number): string;
  string(i: number): string;
  list(i: number): string;
  map(i: number): string;
  /** Anything; missing is null. */
  any(i: number): string;
  /** Anything; undefined is taken for null or fails. */
  loose(i: number): string;
  types(i: number): TypeSet;
  help(name: HelperName, ...args: readonly string[]): string;
}

type Write = (a: Arguments) => string | Code;

const compared = (text: string): Code => ({ text, level: level.compare });

/** The value in a list, for $append, which would flatten a list. */
const item = (a: Arguments, i: number): string => ((a.types(i) & types.list) === 0 ? `[${a.any(i)}]` : a.help('_item', a.any(i)));

/**
 * Every builtin in JSONata 2.0.6. Its functions check the types of their arguments by signature, but take a single
 * value for a list, and answer undefined for undefined.
 * https://docs.jsonata.org/2.0.x/overview and https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
const writers: Readonly<Record<BuiltinName, Write>> = {
  type: a => a.help('_type', a.any(0)),
  string: a => a.help('_text', a.loose(0)),
  toJson: a => ((a.types(0) & types.string) === 0 ? `$string(${a.any(0)})` : a.help('_json', a.any(0))),
  fromJson: a => `$parse(${a.string(0)})`,

  number: a => a.help('_parseNumber', a.loose(0)),
  min: a => `$min([${a.number(0)}, ${a.number(1)}])`,
  max: a => `$max([${a.number(0)}, ${a.number(1)}])`,
  abs: a => `$abs(${a.own(0)})`,
  floor: a => `$floor(${a.own(0)})`,
  ceil: a => `$ceil(${a.own(0)})`,
  sum: a => `$sum(${a.list(0)})`,

  length: a => {
    if (a.types(0) === types.list) return `$count(${a.any(0)})`;
    if (a.types(0) === types.string) return `$length(${a.any(0)})`;
    return a.help('_length', a.loose(0));
  },
  slice: a => a.help('_slice', a.loose(0), a.any(1), a.count > 2 ? a.any(2) : '1e15'),
  lower: a => `$replace(${a.own(0)}, /[A-Z]/, function($letter) { $lowercase($letter.match) })`,
  upper: a => `$replace(${a.own(0)}, /[a-z]/, function($letter) { $uppercase($letter.match) })`,
  trim: a => `$replace(${a.own(0)}, /^[ \\t\\r\\n]+|[ \\t\\r\\n]+$/, "")`,
  split: a => `$split(${a.string(0)}, ${a.string(1)})`,
  join: a => `$join(${a.list(0)}, ${a.string(1)})`,
  replace: a => `$replace(${a.string(0)}, ${a.string(1)}, ${a.string(2)})`,
  contains: a => {
    if (a.types(0) === types.string) return `$contains(${a.any(0)}, ${a.string(1)})`;
    return a.help('_contains', a.loose(0), a.any(1));
  },
  startsWith: a => compared(`$substring(${a.string(0)}, 0, $length(${a.string(1)})) = ${a.string(1)}`),
  endsWith: a =>
    `($_s := ${a.string(0)}; $_p := ${a.string(1)}; $_n := $length($_s) - $length($_p); $_n >= 0 and $substring($_s, $_n) = $_p)`,
  urlEncode: a => `$encodeUrlComponent(${a.string(0)})`,
  base64Encode: a => `$base64encode(${a.help('_ascii', a.string(0))})`,
  base64Decode: a => a.help('_ascii', `$base64decode(${a.help('_base64', a.string(0))})`),

  append: a => `$append(${a.list(0)}, ${item(a, 1)})`,
  concat: a => `$append(${a.list(0)}, ${a.list(1)})`,
  flatten: a => `$reduce(${a.list(0)}, function($all, $each) { $append($all, ${a.help('_list', '$each')}) }, [])`,
  range: a => (a.count > 1 ? `[${a.number(0)}..${a.before(1)}]` : `[0..${a.before(0)}]`),
  // $sum refuses a list that isn't one of numbers; $sort alone would sort strings too.
  sort: a => `($_l := ${a.list(0)}; $_n := $sum($_l); $sort($_l))`,

  keys: a => `$sort([$keys(${a.map(0)})])`,
  has: a => compared(`${a.string(1)} in [$keys(${a.map(0)})]`),
  put: a => `$merge([${a.map(0)}, {${a.string(1)}: ${a.any(2)}}])`,
  merge: a => `$merge([${a.map(0)}, ${a.map(1)}])`,

  now: () => '$now()',
  addSeconds: a => a.help('_time', `${a.help('_iso', a.string(0))} + $floor(${a.number(1)} * 1000 + 0.5)`),
  secondsBetween: a => ({
    text: `(${a.help('_iso', a.string(1))} - ${a.help('_iso', a.string(0))}) / 1000`,
    level: level.multiply,
  }),
  uuid: () => '$uuid()',
};

/** A call of a builtin. */
export function builtinCode(call: BuiltinCall, sink: Sink, g: Generator): Code {
  const written = writers[call.builtin](argumentsOf(call, sink, g));
  return typeof written === 'string' ? atom(written) : written;
}

function argumentsOf(call: BuiltinCall, sink: Sink, g: Generator): Arguments {
  const argument = (i: number): Expression => call.args[i] as Expression;
  const checked =
    (type: 'number' | 'string' | 'list' | 'map') =>
    (i: number): string =>
      typesIn(argument(i)) === types[type]
        ? inner(g.gen(argument(i), 'value'), level.add + 1)
        : g.help(`_${type}`, g.gen(argument(i), 'strict').text).text;
  return {
    count: call.args.length,
    own: i => g.gen(argument(i), operandSink(sink)).text,
    number: checked('number'),
    before: i => numberBefore(argument(i), g) ?? `${checked('number')(i)} - 1`,
    string: checked('string'),
    list: checked('list'),
    map: checked('map'),
    any: i => inner(g.gen(argument(i), 'value'), level.open),
    loose: i => g.gen(argument(i), 'loose').text,
    types: i => typesIn(argument(i)),
    help: (name, ...args) => g.help(name, ...args).text,
  };
}

/** `2` for 3, `$n` for `$n + 1`. */
function numberBefore(e: Expression, g: Generator): string | undefined {
  if (e.kind === 'literal' && typeof e.value === 'number') return String(e.value - 1);
  const isNext = e.kind === 'binary' && e.operator === '+' && e.right.kind === 'literal' && e.right.value === 1;
  return isNext && typesIn(e.left) === types.number ? inner(g.gen(e.left, 'value'), level.add) : undefined;
}
