import { type Adapter, features, type Support } from '../adapter';
import { builtinNames, signature } from '../language/expressions/builtins';
import { stepSyntax } from '../language/steps/index';
import { verbsOf } from './uses';

/** How each target supports each step kind, feature and builtin, as a Markdown table: printed from the tables the compiler uses. */
export function supportMatrix(adapters: readonly Adapter[]): string {
  const rows: [string, readonly (Support | undefined)[]][] = [
    ...Object.values(stepSyntax).map(({ kind }): [string, Support[]] => [
      verbsOf(kind).join(', '),
      adapters.map(({ capabilities }) => capabilities.steps[kind]),
    ]),
    ...(Object.keys(features) as (keyof typeof features)[]).map((name): [string, Support[]] => [
      features[name],
      adapters.map(({ capabilities }) => capabilities.features[name]),
    ]),
    ...builtinNames.map((name): [string, (Support | undefined)[]] => [
      code(signature(name)),
      adapters.map(({ capabilities }) => capabilities.builtins[name]),
    ]),
  ];
  const head = ['', ...adapters.map(adapter => adapter.title)];
  // A builtin that is native everywhere says nothing; they are named in one row.
  const plain = rows.filter(([name, cells]) => name.includes('(') && cells.every(cell => !cell || cell.level === 'native'));
  const shown = rows.filter(row => !plain.includes(row));
  const lines = shown.map(([name, cells]) => [name, ...cells.map(cell)]);
  if (plain.length > 0) lines.push(['all other builtins', ...adapters.map(() => 'native')]);
  return [head, head.map(() => '---'), ...lines].map(line => `| ${line.join(' | ')} |`).join('\n');
}

const code = (text: string): string => `\`${text}\``;

function cell(support: Support | undefined): string {
  const text = (words: string): string => words.replaceAll('|', '\\|');
  if (!support || support.level === 'native')
    return `native${support?.level === 'native' && support.note ? `: ${text(support.note)}` : ''}`;
  return `${support.level}: ${text(support.level === 'refused' ? support.why : support.how)}`;
}
