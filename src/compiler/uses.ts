import { features, type Capabilities, type Feature, type Support } from '../adapter';
import type { Place } from '../diagnostics/diagnostic';
import type { BuiltinName } from '../language/expressions/builtins';
import type { Step, StepKind, Workflow } from '../language/ir';
import { stepSyntax } from '../language/steps/index';
import { expressionsIn, stepsIn, walkExpression } from '../language/visit';

/** A row of the support matrix that a workflow uses, at one of its places. */
export type Use = { readonly place: Place } & (
  | { readonly table: 'steps'; readonly name: StepKind }
  | { readonly table: 'features'; readonly name: Feature }
  | { readonly table: 'builtins'; readonly name: BuiltinName }
);

/** Everything a workflow uses that a target could lack: its own features and events, then step by step, then the builtins. */
export function usesOf(workflow: Workflow): readonly Use[] {
  const uses: Use[] = [];
  const feature = (name: Feature, place: Place): void => void uses.push({ table: 'features', name, place });
  if (workflow.timeout !== undefined) feature('workflowTimeout', { path: [...workflow.origin, 'timeout'], key: true });
  for (const event of workflow.events) {
    if (event.cron !== undefined) feature('cron', { path: [...event.origin, 'cron'] });
    if (event.rate) feature('rate', { path: [...event.origin, 'rate'] });
    if (event.timezone !== undefined) feature('timezone', { path: [...event.origin, 'timezone'] });
  }
  for (const step of stepsIn(workflow.body)) {
    uses.push({ table: 'steps', name: step.kind, place: { path: step.origin, key: true } });
    for (const [name, place] of featuresOf(step)) feature(name, place);
  }
  for (const expression of expressionsIn(workflow.body)) {
    for (const node of walkExpression(expression)) {
      if (node.kind === 'call') uses.push({ table: 'builtins', name: node.builtin, place: node.place });
    }
  }
  return uses;
}

function featuresOf(step: Step): readonly (readonly [Feature, Place])[] {
  const used: [Feature, Place][] = [];
  const add = (name: Feature, ...keys: string[]): void => void used.push([name, { path: [...step.origin, ...keys], key: true }]);
  if ((step.kind === 'call' || step.kind === 'run') && step.timeout) add('timeout', 'timeout');
  if (step.retry.length > 0) add(['call', 'http', 'run'].includes(step.kind) ? 'retry' : 'retryBlock', 'retry');
  if (step.catch.length > 0) add('catch', 'catch');
  if ((step.kind === 'for' || step.kind === 'parallel') && step.settle) add('settle', 'settle');
  if (step.kind === 'for' && step.concurrency !== undefined) add('concurrency', 'concurrency');
  if (step.kind === 'wait') {
    if (step.for.kind === 'time') add('waitUntil', 'wait');
    else if (step.for.value.kind !== 'literal') add('dynamicWait', 'wait');
  }
  return used;
}

/** What a target's table says of a use; what it leaves out, as it may with builtins, is native. */
export function supportOf(use: Use, capabilities: Capabilities): Support {
  const rows: Readonly<Partial<Record<string, Support>>> = capabilities[use.table];
  return rows[use.name] ?? { level: 'native' };
}

/** A use in the words of a message. */
export function wordsFor(use: Use): string {
  switch (use.table) {
    case 'steps':
      return `a ${verbsOf(use.name).join(' or ')} step`;
    case 'features':
      return features[use.name];
    case 'builtins':
      return `${use.name}()`;
  }
}

/** The words that make a step of a kind, as code: `while` and `until` for a loop. */
export function verbsOf(kind: StepKind): readonly string[] {
  // `output` and `try` are other ways to write `do`.
  return stepSyntax[kind].verbs.filter(verb => verb !== 'output' && verb !== 'try').map(verb => `\`${verb}\``);
}
