import * as found from '../../diagnostics/catalogue';
import type { ConfigPath, Diagnostic } from '../../diagnostics/diagnostic';
import { readDuration } from '../../language/duration';
import { errorNameProblem } from '../../language/errors';
import { anyJson, anyMap, flag, label, text, wholeNumber } from '../../language/fields';
import { isMap, type Json, type JsonMap } from '../../language/json';
import { parseTime } from '../../language/expressions/values';
import { describe, type Field, optional, readRecord, type Reader, required, type ValuesOf } from '../../language/reader';
import type { Answer, Case, CasesFile, ExpectedCall } from './case';

/** What a service has, for the names that cases use. */
export interface CaseNames {
  readonly workflows: readonly string[];
  readonly functions: readonly string[];
}

/** Reads the plain data of a cases file. Never throws; what couldn't be read is in the diagnostics. */
export function readCases(
  data: unknown,
  file: string,
  names: CaseNames,
): { readonly file?: CasesFile; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const reader: Reader = {
    report: diagnostic => void diagnostics.push({ ...diagnostic, place: { file, ...diagnostic.place } }),
    targets: [],
    steps: () => [],
    stepBody: () => undefined,
  };
  const values = readRecord(data, [], 'A cases file', fileFields, reader);
  if (!values) return { diagnostics };
  if (!names.workflows.includes(values.workflow))
    reader.report(found.unknownWorkflow({ path: ['workflow'] }, values.workflow, names.workflows));
  const cases: Case[] = [];
  const defaults = values.defaults ?? {};
  for (const [i, given] of values.cases.entries()) {
    checkFunctions(given, ['cases', i], names, reader);
    if (cases.some(other => other.name === given.name))
      reader.report(
        found.badCase({ path: ['cases', i, 'name'] }, `Two cases are called "${given.name}".`, 'Give each a name of its own.'),
      );
    cases.push(toCase(values.workflow, given, defaults, values.handlers ?? false));
  }
  checkFunctions(defaults, ['defaults'], names, reader);
  return { file: { file, workflow: values.workflow, cases }, diagnostics };
}

function checkFunctions(values: CaseValues, at: ConfigPath, { functions }: CaseNames, reader: Reader): void {
  for (const name of Object.keys(values.functions ?? {})) {
    if (!functions.includes(name))
      reader.report(found.unknownFunction({ path: [...at, 'functions', name], key: true }, name, functions));
  }
  for (const [i, call] of (values.expect?.calls ?? []).entries()) {
    if (call.kind === 'function' && !functions.includes(call.function))
      reader.report(found.unknownFunction({ path: [...at, 'expect', 'calls', i] }, call.function, functions));
  }
}

const instant: Field<number> = {
  schema: { type: 'string' },
  read(value, at, reader) {
    try {
      return parseTime(value instanceof Date ? value.toISOString() : String(value));
    } catch {
      reader.report(found.badCase({ path: at }, `${label(at)} must be a date and time like 2026-11-20T09:00:00Z.`));
      return undefined;
    }
  },
};

/** Milliseconds. */
const span: Field<number> = {
  schema: { type: ['string', 'integer'] },
  read(value, at, reader) {
    const seconds = readDuration(value, 0);
    if (typeof seconds === 'number') return seconds * 1000;
    reader.report(found.badDuration({ path: at }, describe(value).replace(/^the (text|number) /, ''), seconds.problem));
    return undefined;
  },
};

const raisedError = {
  name: required(text, "The error's name."),
  message: optional(text, 'Its message; "" when absent.'),
};

const answerFields = {
  when: optional(anyJson, 'Only for calls whose input has these fields.'),
  after: optional(span, 'The time it takes on the virtual clock.'),
  returns: optional(anyJson, 'The value.'),
  raises: optional(record('"raises"', raisedError), 'The error that is thrown.'),
};

const responseFields = {
  ...answerFields,
  status: optional(wholeNumber(100), 'The HTTP status; 200 when absent.'),
  headers: optional(anyMap, 'Header names and values.'),
  body: optional(anyJson, 'A text, or a value that is sent as JSON.'),
};

function record<F extends Parameters<typeof readRecord>[3]>(where: string, fields: F): Field<ValuesOf<F>> {
  return { schema: {}, read: (value, at, reader) => readRecord(value, at, where, fields, reader) };
}

function answers(kind: 'function' | 'http'): Field<readonly Answer[]> {
  const one = (value: unknown, at: ConfigPath, reader: Reader): Answer | undefined => {
    const values = readRecord(value, at, 'An answer', kind === 'http' ? responseFields : answerFields, reader) as
      ValuesOf<typeof responseFields> | undefined;
    return values && toAnswer(values, kind, at, reader);
  };
  return {
    schema: {},
    read(value, at, reader) {
      const list = Array.isArray(value) ? value.map((entry, i) => one(entry, [...at, i], reader)) : [one(value, at, reader)];
      if (list.length === 0) reader.report(found.emptyList({ path: at }, label(at)));
      return list.some(answer => answer === undefined) ? undefined : (list as Answer[]);
    },
  };
}

function toAnswer(
  values: ValuesOf<typeof responseFields>,
  kind: 'function' | 'http',
  at: ConfigPath,
  reader: Reader,
): Answer | undefined {
  const { when, after = 0, raises } = values;
  const base = { ...(when === undefined ? {} : { when }), after };
  if (raises) {
    const problem =
      kind === 'http' && raises.name !== 'Unavailable'
        ? 'an HTTP request fails with `Unavailable` or answers a `status`'
        : errorNameProblem(raises.name);
    if (problem) reader.report(found.badErrorName({ path: [...at, 'raises', 'name'] }, raises.name, problem));
    if (values.returns !== undefined) reader.report(found.badCase({ path: at }, 'An answer returns or raises, not both.'));
    return problem ? undefined : { ...base, outcome: { kind: 'raises', name: raises.name, message: raises.message ?? '' } };
  }
  if (kind === 'function') return { ...base, outcome: { kind: 'returns', value: values.returns ?? null } };
  const response = isMap(values.returns) ? (values.returns as Partial<typeof values>) : values;
  const { status = 200, headers = {}, body = null } = response;
  return { ...base, outcome: { kind: 'responds', status, headers: textHeaders(headers, body), body } };
}

function textHeaders(headers: JsonMap, body: Json): Record<string, string> {
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return { 'content-type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json', ...named };
}

function mapOf<T>(entry: Field<T>): Field<Readonly<Record<string, T>>> {
  return {
    schema: {},
    read(value, at, reader) {
      if (!isMap(value)) {
        reader.report(found.wrongType({ path: at }, label(at), 'a map', describe(value)));
        return undefined;
      }
      const entries = Object.entries(value).map(([key, item]) => [key, entry.read(item, [...at, key], reader)] as const);
      return Object.fromEntries(entries.filter((read): read is readonly [string, T & {}] => read[1] !== undefined));
    },
  };
}

const expectedCalls: Field<readonly ExpectedCall[]> = {
  schema: {},
  read(value, at, reader) {
    if (!Array.isArray(value)) {
      reader.report(found.wrongType({ path: at }, label(at), 'a list of calls', describe(value)));
      return undefined;
    }
    return value.flatMap((entry, i) => readCall(entry, [...at, i], reader) ?? []);
  },
};

const callFields = {
  function: optional(text, 'A key of `functions`.'),
  input: optional(anyJson, 'Its input.'),
  http: optional(text, '`METHOD url`'),
  body: optional(anyJson, 'What is sent.'),
};

function readCall(value: unknown, at: ConfigPath, reader: Reader): ExpectedCall | undefined {
  if (typeof value === 'string') return { kind: 'function', function: value };
  const values = readRecord(value, at, 'A call', callFields, reader);
  if (!values) return undefined;
  if ((values.function === undefined) === (values.http === undefined)) {
    reader.report(
      found.badCase(
        { path: at },
        'A call is a function or an http request.',
        'Write `{ function, input }` or `{ http: "GET https://..." }`.',
      ),
    );
    return undefined;
  }
  if (values.function !== undefined)
    return {
      kind: 'function',
      function: values.function,
      ...(Object.hasOwn(values, 'input') ? { input: values.input as Json } : {}),
    };
  const [method, url] = (values.http as string).includes(' ')
    ? (values.http as string).split(/\s+(.*)/, 2)
    : ['GET', values.http];
  return {
    kind: 'http',
    method: method as string,
    url: url as string,
    ...(Object.hasOwn(values, 'body') ? { body: values.body as Json } : {}),
  };
}

const expectFields = {
  output: optional(anyJson, "The workflow's value."),
  error: optional(
    record('"error"', {
      name: required(text, "The error's name."),
      message: optional(text, 'Its message.'),
      details: optional(anyJson, 'Its details.'),
    }),
    'The error it ends with.',
  ),
  calls: optional(expectedCalls, 'Every call, in order; those of a concurrent step as a bag.'),
  elapsed: optional(span, 'The time on the virtual clock.'),
};

const commonFields = {
  input: optional(anyJson, "The workflow's input; an empty map when absent."),
  now: optional(instant, 'The time at the start.'),
  executionId: optional(text, 'What `workflow.executionId` gives.'),
  handlers: optional(flag, "Functions that aren't answered here run the service's handlers."),
  functions: optional(mapOf(answers('function')), 'The answers of functions.'),
  http: optional(mapOf(answers('http')), 'The answers of the web, by "METHOD url", url or "*".'),
  expect: optional(record('"expect"', expectFields), 'What is to come out.'),
};
type CaseValues = ValuesOf<typeof commonFields>;

const defaults: Field<CaseValues> = record('"defaults"', commonFields);
const caseFields = { name: required(text, 'What the case shows.'), ...commonFields };

const cases: Field<readonly ValuesOf<typeof caseFields>[]> = {
  schema: {},
  read(value, at, reader) {
    if (!Array.isArray(value)) {
      reader.report(found.wrongType({ path: at }, label(at), 'a list of cases', describe(value)));
      return undefined;
    }
    return value.flatMap((entry, i) => readRecord(entry, [...at, i], 'A case', caseFields, reader) ?? []);
  },
};

const fileFields = {
  workflow: required(text, 'The workflow that is tested.'),
  handlers: optional(flag, "Functions that aren't answered run the service's handlers."),
  defaults: optional(defaults, 'Merged under every case.'),
  cases: required(cases, 'The cases.'),
};

const defaultNow = Date.UTC(2026, 0, 1);

/** `defaults` merge function by function and key by key of `http` and `expect`; the rest is the case's or the default. */
function toCase(workflow: string, given: ValuesOf<typeof caseFields>, defaults: CaseValues, handlers: boolean): Case {
  return {
    name: given.name,
    workflow,
    input: given.input ?? defaults.input ?? {},
    now: given.now ?? defaults.now ?? defaultNow,
    executionId: given.executionId ?? defaults.executionId ?? 'test-execution',
    handlers: given.handlers ?? defaults.handlers ?? handlers,
    functions: { ...defaults.functions, ...given.functions },
    http: { ...defaults.http, ...given.http },
    expect: { ...defaults.expect, ...given.expect } as Case['expect'],
  };
}
