import * as found from '../diagnostics/catalogue';
import type { ConfigPath, Diagnostic } from '../diagnostics/diagnostic';
import { event } from './events';
import { anyMap, blockFields, checkName, listOf, literalDuration, text } from './fields';
import type { Program, Step, Workflow } from './ir';
import { isMap } from './json';
import { maxNameLength, workflowNamePattern } from './names';
import {
  blockOf,
  defined,
  describe,
  type Field,
  type Fields,
  isUnquoted,
  optional,
  readRecord,
  type Reader,
  required,
} from './reader';
import { stepSyntax } from './steps/index';
import { describingFields, failingFields } from './steps/common';
import type { StepSyntax } from './syntax';

export interface ParseOptions {
  /** The names of the targets there are: keys that hold their options. */
  readonly targets: readonly string[];
}

export interface Parsed {
  /** What could be read; with errors among the diagnostics it isn't whole. */
  readonly program: Program;
  /** The names of all workflows, of those too that couldn't be read. */
  readonly declared: readonly string[];
  readonly settings: Settings;
  readonly diagnostics: readonly Diagnostic[];
}

/** What stands beside the workflows. */
export interface Settings {
  readonly target?: string;
  readonly adapters: readonly string[];
  readonly tests?: readonly string[];
  /** By target. */
  readonly options: Readonly<Record<string, unknown>>;
}

const root: ConfigPath = ['orchestration'];

/** Reads the `orchestration` block, given as the framework resolved it. Never throws for what it is given. */
export function parseProgram(config: unknown, options: ParseOptions): Parsed {
  const diagnostics: Diagnostic[] = [];
  const reader: Reader = {
    report: diagnostic => void diagnostics.push(diagnostic),
    targets: options.targets,
    steps: (value, at) => readSteps(value, at, reader),
    stepBody: (name, value, at) => readBody(name, value, at, reader),
  };
  const values = readRecord(config, root, '"orchestration"', serviceFields, reader, { beside: options.targets });
  return {
    program: { workflows: values?.workflows ?? [] },
    declared: isMap(config) && isMap(config['workflows']) ? Object.keys(config['workflows']) : [],
    settings: {
      ...defined({ target: values?.target, tests: values?.tests }),
      adapters: values?.adapters ?? [],
      options: pick(config, options.targets),
    },
    diagnostics,
  };
}

const workflows: Field<readonly Workflow[]> = {
  schema: { type: 'object', additionalProperties: { $ref: '#/definitions/workflow' } },
  read(value, at, reader) {
    if (!isMap(value)) {
      reader.report(found.wrongType({ path: at }, '"workflows"', 'a map of workflows', describe(value)));
      return undefined;
    }
    return Object.entries(value).flatMap(([name, entry]) => readWorkflow(name, entry, [...at, name], reader) ?? []);
  },
};

export const workflowFields = {
  description: optional(text, 'Plain text for readers; it goes into what is generated.'),
  timeout: optional(literalDuration, 'Of the whole execution; it then ends with `Timeout`.'),
  input: optional(anyMap, 'A JSON Schema of the input: for documentation and static checks, not enforced at run time.'),
  events: optional(listOf(event), 'What starts it.'),
  ...blockFields,
};

export const serviceFields = {
  target: optional(
    text,
    "Where the workflows run: aws, google, azure, or the name of a third party's adapter. The framework's provider when absent.",
  ),
  workflows: required(workflows, 'The workflows, by name.'),
  adapters: optional(
    listOf(text),
    'Modules with targets of third parties: a path in the service that begins with ./, or a package.',
  ),
  tests: optional(stringOrList(), 'Where the cases are; `**/*.cases.yml` when absent.'),
};

function stringOrList(): Field<readonly string[]> {
  return {
    schema: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
    read: (value, at, reader) => (typeof value === 'string' ? [value] : listOf(text).read(value, at, reader)),
  };
}

function readWorkflow(name: string, value: unknown, at: ConfigPath, reader: Reader): Workflow | undefined {
  if (!workflowNamePattern.test(name) || name.length > maxNameLength) {
    reader.report(
      found.badName(
        { path: at, key: true },
        'workflow',
        name,
        `names have letters, digits, _ and -, begin with a letter or _, and have at most ${maxNameLength} characters`,
      ),
    );
  }
  const values = readRecord(value, at, `The workflow "${name}"`, workflowFields, reader, { beside: reader.targets });
  if (!values) return undefined;
  if (!values.do && !values.output) reader.report(found.missingKey({ path: at, key: true }, 'do', `The workflow "${name}"`));
  return {
    name,
    ...defined({ description: values.description, timeout: values.timeout, input: values.input }),
    events: values.events ?? [],
    body: blockOf(values, at),
    targets: pick(value, reader.targets),
    origin: at,
  };
}

function pick(value: unknown, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(isMap(value) ? keys.filter(key => Object.hasOwn(value, key)).map(key => [key, value[key]]) : []);
}

function readSteps(value: unknown, at: ConfigPath, reader: Reader): readonly Step[] {
  if (!Array.isArray(value)) {
    reader.report(
      isUnquoted(value)
        ? found.unquotedBraces({ path: at })
        : found.wrongType({ path: at }, '"do"', 'a list of steps', describe(value)),
    );
    return [];
  }
  return value.flatMap((entry, i) => readStep(entry, [...at, i], reader) ?? []);
}

function readStep(value: unknown, at: ConfigPath, reader: Reader): Step | undefined {
  if (isUnquoted(value)) {
    reader.report(found.unquotedBraces({ path: at }));
    return undefined;
  }
  const keys = isMap(value) ? Object.keys(value) : [];
  const [name] = keys;
  if (!isMap(value) || name === undefined || keys.length > 1) {
    const problem =
      !isMap(value) || name === undefined
        ? `A step must be a map, not ${describe(value)}`
        : `A step has one key, its name; this has ${keys.length}: ${keys.join(', ')}`;
    reader.report(found.stepShape({ path: at }, `${problem}.`));
    return undefined;
  }
  const named = checkName(name, 'step', { path: [...at, name], key: true }, reader);
  const step = readBody(name, value[name], [...at, name], reader);
  return named ? step : undefined;
}

const kinds = Object.values(stepSyntax) as readonly StepSyntax[];

/** Every verb, in the order of the reference. */
export const verbs: readonly string[] = kinds.flatMap(({ kind, verbs: own }) => (kind === 'do' ? ['do'] : own));

/** Keys that announce a kind only where no other verb stands beside them: `for` has a `do` and an `until` too. */
const weakVerbs = new Set(['do', 'try', 'output', 'until']);

function readBody(name: string, value: unknown, at: ConfigPath, reader: Reader): Step | undefined {
  if (!isMap(value) || isUnquoted(value)) {
    reader.report(
      isUnquoted(value) ? found.unquotedBraces({ path: at }) : found.noVerb({ path: at, key: true }, name, undefined, verbs),
    );
    return undefined;
  }
  const syntax = kindOf(name, value, at, reader);
  if (!syntax) return undefined;
  const fields: Fields = { ...describingFields, ...(syntax.canFail ? failingFields : {}), ...syntax.fields };
  const impossible = syntax.canFail
    ? {}
    : Object.fromEntries(
        ['retry', 'catch'].map(key => [key, `\`${syntax.kind}\` can't have it; put the step into a \`do\` that has.`]),
      );
  const values = readRecord(value, at, `"${syntax.verbs[0]}"`, fields, reader, {
    misplaced: { ...impossible, ...syntax.misplaced },
  });
  if (!values) return undefined;
  const {
    description,
    if: condition,
    retry = [],
    catch: entries = [],
  } = values as Partial<Pick<Step, 'description' | 'if' | 'retry' | 'catch'>>;
  return syntax.build(
    values as never,
    { name, ...defined({ description, if: condition }), retry, catch: entries, origin: at },
    reader,
  ) as Step | undefined;
}

/** The kind that a step's keys announce; reports none and several. */
function kindOf(name: string, body: Record<string, unknown>, at: ConfigPath, reader: Reader): StepSyntax | undefined {
  const announced = kinds.flatMap(syntax =>
    syntax.verbs.filter(verb => Object.hasOwn(body, verb)).map(verb => ({ syntax, verb })),
  );
  const strong = announced.filter(({ verb }) => !weakVerbs.has(verb));
  if (strong.length > 1) {
    const together = strong.map(({ verb }) => verb);
    reader.report(found.twoVerbs({ path: [...at, together[1] as string], key: true }, name, together));
    return undefined;
  }
  const syntax = strong[0]?.syntax ?? announced.find(({ verb }) => verb === 'until')?.syntax ?? announced[0]?.syntax;
  if (!syntax)
    reader.report(
      found.noVerb(
        { path: at, key: true },
        name,
        Object.keys(body).find(key => !(key in describingFields)),
        verbs,
      ),
    );
  // A second verb among the weak ones: `call` with `do`, say.
  const stray = syntax && announced.find(({ verb }) => !Object.hasOwn(syntax.fields, verb));
  if (stray) {
    reader.report(
      found.twoVerbs({ path: [...at, stray.verb], key: true }, name, [strong[0]?.verb ?? syntax.verbs[0]!, stray.verb]),
    );
    return undefined;
  }
  return syntax;
}
