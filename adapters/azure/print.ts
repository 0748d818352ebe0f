import type { Artefact, Json, Workflow } from '../../src/adapter';
import { loadTemplates } from '../../templates/load';
import { dataCode } from './code';
import { printBinding, printCode, quote, visible } from './javascript';
import type { Binding, Code, Model, Statement } from './model';

/** Lays out a template of `templates/azure`. */
export const render = loadTemplates('azure', {
  /** Plain data as an expression. */
  codeOf: (value: Json) => dataCode(value),
  code: (code: Code) => printCode(code, printStatements),
  /** A map in front of a statement would be read as a block. */
  statementCode: (code: Code) => {
    const text = printCode(code, printStatements);
    return text.startsWith('{') || text.startsWith('function') ? `(${text})` : text;
  },
  binding: (binding: Binding) => printBinding(binding),
  bindings: (bindings: readonly Binding[]) => bindings.map(printBinding).join(', '),
  statement: (kind: string) => `statement/${kind}`,
  helper: (name: string) => `helpers/${name}`,
  /** What a function that waits takes first. */
  timed: (deadlines: boolean) => (deadlines ? 'context, execution' : 'context'),
  join: (names: readonly string[]) => names.join(', '),
  /** `{ a, b }`, on several lines where one would be too long. */
  pattern: (names: readonly string[]) =>
    names.join(', ').length < 70 ? `{ ${names.join(', ')} }` : `{\n${names.map(name => `  ${name},\n`).join('')}}`,
  quote,
  comment: (line: string) => visible(line).trimEnd(),
  isElseIf: (statements: readonly Statement[]) => statements.length === 1 && statements[0]?.kind === 'if',
  json: (value: unknown) => JSON.stringify(value, null, 2),
});

function printStatements(statements: readonly Statement[]): string {
  return render('statements', statements);
}

/** The workflow's file in the app. */
export function print(model: Model, workflow: Workflow): readonly Artefact[] {
  return [{ path: `app/src/functions/${workflow.name}.js`, content: render('workflow', model), workflow: workflow.name }];
}
