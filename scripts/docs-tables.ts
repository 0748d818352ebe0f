import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as aws from '../adapters/aws/diagnostics';
import * as azure from '../adapters/azure/diagnostics';
import * as google from '../adapters/google/diagnostics';
import { adapters } from '../adapters/index';
import type { Adapter, JsonMap } from '../src/adapter';
import { supportMatrix } from '../src/compiler/matrix';
import * as language from '../src/diagnostics/catalogue';
import { builtins } from '../src/language/expressions/builtins';
import { describeTypes } from '../src/language/expressions/typeset';
import { stepSyntax } from '../src/language/steps/index';
import type { StepSyntax } from '../src/language/syntax';

const root = join(__dirname, '..');

/** Pages whose text is written by hand and whose tables are printed between `<!-- name -->` and `<!-- /name -->`. */
export const tables: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'README.md': { matrix: () => supportMatrix(adapters) },
  'docs/language.md': { verbs: verbTable, builtins: builtinTable },
  'docs/diagnostics.md': {
    language: () => codeTable(language),
    aws: () => codeTable(aws),
    google: () => codeTable(google),
    azure: () => codeTable(azure),
  },
  ...Object.fromEntries(
    adapters.map(adapter => [
      `docs/targets/${adapter.name}.md`,
      {
        service: () => serviceOptions(adapter),
        workflow: () => workflowOptions(adapter),
        prices: () => priceTable(adapter),
      },
    ]),
  ),
};

/** The page as it stands, with its tables as the code has them. */
export function withTables(page: string): string {
  return Object.entries(tables[page] ?? {}).reduce(
    (text, [name, print]) =>
      text.replace(new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`), () => `<!-- ${name} -->\n${print()}\n<!-- /${name} -->`),
    readFileSync(join(root, page), 'utf8'),
  );
}

const row = (...cells: readonly string[]): string => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly string[]): string =>
  [row(...head), `|${'---|'.repeat(head.length)}`, ...rows].join('\n');

function verbTable(): string {
  const rows = Object.entries(stepSyntax).map(([kind, entry]) => {
    const { verbs, value, doc } = entry as unknown as StepSyntax;
    const names = verbs.filter(verb => verb !== 'output').map(verb => `\`${verb}\``);
    return row(`[${names.join(', ')}](steps/${kind}.md)`, doc, value);
  });
  return table(['verb', 'does', 'its value'], rows);
}

function builtinTable(): string {
  const rows = Object.entries(builtins).map(([name, { parameters, doc }]) => {
    const names = parameters.map(parameter => parameter.name + ('optional' in parameter && parameter.optional ? '?' : ''));
    const takes = parameters.map(parameter => describeTypes(parameter.takes)).filter((type, i, all) => all.indexOf(type) === i);
    return row(`\`${name}(${names.join(', ')})\``, takes.join('; '), doc);
  });
  return table(['builtin', 'takes', 'gives'], rows);
}

/** Every code with its rule. */
function codeTable(kinds: object): string {
  const entries = Object.values(kinds) as { code: string; severity: string; doc: string }[];
  return table(
    ['code', 'severity', 'rule'],
    entries.map(({ code, severity, doc }) => row(`\`${code}\``, severity, doc)),
  );
}

type Properties = Readonly<Record<string, JsonMap>>;

const propertiesOf = (schema: JsonMap | undefined): Properties => (schema?.['properties'] ?? {}) as Properties;

function serviceOptions({ name, options }: Adapter): string {
  return table([`under \`orchestration.${name}\``, 'takes', 'meaning'], optionRows(propertiesOf(options?.service), ''));
}

/** Options that stand in both places are described once. */
function workflowOptions({ name, options }: Adapter): string {
  const service = propertiesOf(options?.service);
  const own = Object.entries(propertiesOf(options?.workflow));
  const both = own.filter(([key]) => key in service).map(([key]) => `\`${key}\``);
  const only = own.filter(([key]) => !(key in service));
  return [
    ...(both.length === 0 ? [] : [`In a workflow, under \`${name}\`, for that one alone: ${both.join(', ')}.`]),
    table([`under \`${name}\` in a workflow`, 'takes', 'meaning'], optionRows(Object.fromEntries(only), '')),
  ].join('\n\n');
}

/** Options inside a map are named with their path. */
function optionRows(properties: Properties, path: string): string[] {
  return Object.entries(properties).flatMap(([name, option]) => {
    const inside = [option, ...((option['anyOf'] ?? []) as readonly JsonMap[])];
    return [
      row(`\`${path}${name}\``, takes(option), String(option['description'] ?? '')),
      ...inside.flatMap(part => optionRows(propertiesOf(part), `${path}${name}.`)),
    ];
  });
}

function takes(schema: JsonMap): string {
  const { anyOf, enum: values, type } = schema;
  if (Array.isArray(anyOf)) return (anyOf as JsonMap[]).map(takes).join(', or ');
  if (Array.isArray(values)) return (values as unknown[]).map(value => `\`${String(value)}\``).join(', ');
  const words: Readonly<Record<string, string>> = {
    string: 'a text',
    object: 'a map',
    array: 'a list',
    boolean: 'true or false',
    integer: 'a whole number',
  };
  // A text that may also be a map is an intrinsic function of CloudFormation.
  if (Array.isArray(type)) return 'a text or an intrinsic';
  return words[String(type)] ?? String(type);
}

function priceTable({ prices = [] }: Adapter): string {
  return table(
    ['unit', 'list price a million', 'as of', 'source'],
    prices.map(({ unit, usdPerMillion, asOf, source }) => row(unit, `$${usdPerMillion}`, asOf, source)),
  );
}
