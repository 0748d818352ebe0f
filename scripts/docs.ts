import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { adapters } from '../adapters/index';
import type { Adapter, Project, ServiceFunction } from '../src/adapter';
import { check, compile } from '../src/compiler/compile';
import { hasErrors } from '../src/diagnostics/diagnostic';
import type { StepKind } from '../src/language/ir';
import type { Fields } from '../src/language/reader';
import { describingFields, failingFields } from '../src/language/steps/common';
import { stepSyntax } from '../src/language/steps/index';
import type { StepSyntax } from '../src/language/syntax';
import { stepsIn } from '../src/language/visit';
import { tables, withTables } from './docs-tables';

/**
 * The pages under docs/steps, and the tables of all other pages. A step's frame comes from the tables that the reader uses, its
 * text and example from docs/text and docs/examples, and what it becomes on each cloud from the compiler.
 */
const root = join(__dirname, '..');

export function pageOf(kind: StepKind): string {
  const syntax = stepSyntax[kind] as unknown as StepSyntax;
  const text = readFileSync(join(root, `docs/text/${kind}.md`), 'utf8').trim();
  const example = readFileSync(join(root, `docs/examples/${kind}.yml`), 'utf8').trim();
  const verbs = syntax.verbs.filter(verb => verb !== 'output');
  return (
    [
      `# ${verbs.map(verb => `\`${verb}\``).join(', ')}`,
      syntax.doc,
      `Its value is ${syntax.value}.`,
      fieldTable(syntax),
      text,
      '## Example',
      fenced('yaml', example),
      ...adapters.flatMap(adapter => [`## On ${adapter.title}`, ...compiled(adapter, example)]),
    ].join('\n\n') + '\n'
  );
}

function fieldTable(syntax: StepSyntax): string {
  const fields: Fields = { ...syntax.fields, ...(syntax.canFail ? failingFields : {}), ...describingFields };
  const rows = Object.entries(fields).map(([key, { doc, required }]) => `| \`${key}\` | ${required ? 'yes' : ''} | ${doc} |`);
  return ['| field | needed | meaning |', '|---|---|---|', ...rows].join('\n');
}

/** What a target makes of the example, without the files that aren't about the workflow. */
function compiled(adapter: Adapter, example: string): string[] {
  const config = { workflows: { example: parse(example) as unknown, billing: { output: { number: 1 } } } };
  const names = functionsOf(config);
  const { program, diagnostics } = check(config, names, [adapter.name]);
  if (hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
  const compilation = compile(program, projectOf(names), adapter, undefined);
  const own = compilation.deployment.files.filter(file => file.workflow === 'example');
  if (own.length === 0) return [`Refused: ${compilation.diagnostics.map(({ message }) => message).join(' ')}`];
  return own.map(({ path, content }) =>
    fenced(path.split('.').at(-1) === 'yaml' ? 'yaml' : path.endsWith('.json') ? 'json' : 'js', content.trim()),
  );
}

function functionsOf(config: unknown): string[] {
  const { program } = check(config, [], []);
  return [
    ...new Set(
      program.workflows.flatMap(workflow =>
        [...stepsIn(workflow.body)].flatMap(step => (step.kind === 'call' ? [step.function] : [])),
      ),
    ),
  ];
}

function projectOf(names: readonly string[]): Project {
  const functions = names.map((key): ServiceFunction => ({
    key,
    name: `shop-dev-${key}`,
    handler: `handler.${key}`,
    runtime: 'nodejs20.x',
    environment: {},
    logicalId: `${key.charAt(0).toUpperCase()}${key.slice(1)}LambdaFunction`,
    options: {},
  }));
  return {
    service: 'shop',
    stage: 'dev',
    region: 'eu-central-1',
    provider: 'aws',
    providerOptions: {},
    functions,
    folder: '/shop',
  };
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

export const kinds = Object.keys(stepSyntax) as StepKind[];

if (require.main === module) {
  mkdirSync(join(root, 'docs/steps'), { recursive: true });
  for (const kind of kinds) writeFileSync(join(root, `docs/steps/${kind}.md`), pageOf(kind));
  for (const page of Object.keys(tables)) writeFileSync(join(root, page), withTables(page));
}
