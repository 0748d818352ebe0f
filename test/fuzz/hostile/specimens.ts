import type { Expression } from '../../../src/language/expressions/ast';
import { printTemplate } from '../../../src/language/expressions/print';
import type { Json, JsonMap } from '../../../src/language/json';
import { binary, call, index, list, literal, map, member, textOf, variable } from '../generate/nodes';
import type { Specimen } from '../service';

/** A program that puts one text into every place of one kind, and what must come out. */
export interface Hostile {
  readonly specimen: Specimen;
  readonly output: Json;
}

type Made = {
  readonly do: JsonMap[];
  readonly output: Expression;
  readonly expected: Json;
  readonly children?: Record<string, JsonMap>;
};
type Making = (text: string, name: string) => Made;

const print = (expression: Expression): Json => printTemplate(expression) as Json;
/** What a builtin is defined for. */
const ascii = (text: string): string => text.replace(/[^ -~]/g, '?');
const input = member(variable('input'), 'text');

/** The texts come as data, are literals in templates, in expressions and between other texts, and travel through calls. */
const values: Making = (text, name) => ({
  do: [
    {
      asked: {
        call: 'reserve',
        with: print(
          map([
            { key: 'a', value: literal(text) },
            { key: 'b', value: input },
          ]),
        ),
      },
    },
    {
      kept: {
        set: {
          literally: print(literal(text)),
          given: print(input),
          joined: print(textOf([literal(text), input, literal(text)])),
        },
      },
    },
    {
      chosen: {
        switch: [{ when: print(binary('==', input, literal(text))) as string, do: [], output: print(literal(text)) }],
        default: { output: 'another' },
      } as JsonMap,
    },
    {
      each: {
        for: { each: 'item', in: print(list([literal(text), input])) },
        output: print(textOf([literal('<'), variable('item'), literal('>')])),
      } as JsonMap,
    },
    { passed: { run: `${name}_child`, with: print(map([{ key: 'text', value: input }])) } },
    {
      bases: {
        set: {
          encoded: print(call('base64Encode', literal(ascii(text)))),
          size: print(call('length', input)),
          again: print(call('fromJson', call('toJson', input))),
        },
      },
    },
  ],
  output: list(['literally', 'given', 'joined', 'chosen', 'each', 'passed', 'again'].map(variable)),
  expected: [text, text, `${text}${text}${text}`, text, [`<${text}>`, `<${text}>`], `${text}${text}`, text],
  children: {
    [`${name}_child`]: { description: text, do: [], output: print(textOf([literal(text), input])) } as JsonMap,
  },
});

/** The texts are keys: of literal maps, of data, in paths and in arguments. */
const keys: Making = text => ({
  do: [
    { asked: { call: 'charge', with: print(map([{ key: text, value: literal(1) }])) } },
    { made: { set: { own: print(map([{ key: text, value: map([{ key: text, value: input }]) }])) } } },
    {
      changed: {
        set: {
          added: print(call('put', map([]), literal(text), literal(2))),
          merged: print(call('merge', variable('own'), member(variable('input'), 'keyed'))),
        },
      },
    },
  ],
  output: list([
    member(member(variable('own'), text), text),
    index(member(variable('input'), 'keyed'), input),
    member(member(variable('input'), 'keyed'), text),
    call('has', member(variable('input'), 'keyed'), literal(text)),
    variable('added'),
    variable('merged'),
  ]),
  expected: [text, 3, 3, true, { [text]: 2 }, { [text]: 3 }],
});

/** The texts are what errors say: raised by the workflow, by functions and by a server. */
const errors: Making = text => ({
  do: [
    {
      raised: {
        do: [
          { no: { raise: { name: 'Odd', message: print(literal(text)), details: print(map([{ key: 'text', value: input }])) } } },
        ],
        catch: [
          {
            errors: ['Odd'],
            as: 'why',
            output: print(list([member(variable('why'), 'message'), member(member(variable('why'), 'details'), 'text')])),
          },
        ],
      } as JsonMap,
    },
    { refused: { call: 'send-mail_2', catch: [{ as: 'why', output: print(member(variable('why'), 'message')) }] } as JsonMap },
    { end: { raise: { name: 'Odd', message: print(input) } } },
  ],
  output: list([variable('raised'), variable('refused')]),
  expected: null,
});

/** The texts go to the web: encoded in the address, in the query and in the body, and come back from there. */
const requests: Making = text => ({
  do: [
    {
      sent: {
        http: {
          method: 'POST',
          url: print(
            textOf([literal('https://api.example.com/'), call('urlEncode', literal(ascii(text).replace(/[!'()*]/g, '?')))]),
          ),
          query: print(map([{ key: 'q', value: literal(ascii(text)) }])),
          body: print(
            map([
              { key: 'text', value: input },
              { key: 'own', value: literal(text) },
            ]),
          ),
        },
      } as JsonMap,
    },
  ],
  output: member(variable('sent'), 'body'),
  expected: { [text]: text },
});

export const makings = { values, keys, errors, requests };

/** @param position of the text among all, which makes the workflows' names */
export function hostileOf(kind: keyof typeof makings, text: string, position: number): Hostile {
  const root = `${kind}${position}`;
  const made = makings[kind](text, root);
  const given: JsonMap = {
    name: 'case',
    input: { text, keyed: { [text]: 3 } },
    functions: {
      reserve: { returns: { [text]: text } },
      charge: { returns: text },
      'send-mail_2': { raises: { name: 'Odd', message: text } },
    },
    http: { 'POST *': { status: 200, body: { [text]: text } } },
  };
  return {
    specimen: {
      root,
      workflows: { ...made.children, [root]: { description: text, do: made.do, output: print(made.output) } },
      cases: [given],
    },
    output: made.expected,
  };
}
