import type { Adapter, Capabilities, Feature, Support } from '../adapter';
import { features } from '../adapter';
import * as found from '../diagnostics/catalogue';
import type { Diagnostic, Place } from '../diagnostics/diagnostic';
import type { Program, Step, Workflow } from '../language/ir';
import { expressionsIn, stepsIn, walkExpression } from '../language/visit';

/** What a target refuses, or does with a difference, by its table. */
export function checkCapabilities(program: Program, adapter: Pick<Adapter, 'title' | 'capabilities'>): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const judge = (support: Support | undefined, what: string, place: Place): void => {
    if (support?.level === 'refused') diagnostics.push(found.refused(place, adapter.title, what, support.why));
    if (support?.level === 'degraded') diagnostics.push(found.degraded(place, adapter.title, what, support.how));
  };
  for (const workflow of program.workflows) checkWorkflow(workflow, adapter.capabilities, judge);
  return diagnostics;
}

type Judge = (support: Support | undefined, what: string, place: Place) => void;

function checkWorkflow(workflow: Workflow, capabilities: Capabilities, judge: Judge): void {
  const feature = (name: Feature, place: Place): void => judge(capabilities.features[name], features[name], place);
  if (workflow.timeout !== undefined) feature('workflowTimeout', { path: [...workflow.origin, 'timeout'], key: true });
  for (const event of workflow.events) {
    if (event.cron !== undefined) feature('cron', { path: [...event.origin, 'cron'] });
    if (event.rate) feature('rate', { path: [...event.origin, 'rate'] });
    if (event.timezone !== undefined) feature('timezone', { path: [...event.origin, 'timezone'] });
  }
  for (const step of stepsIn(workflow.body)) {
    judge(capabilities.steps[step.kind], `a \`${step.kind}\` step`, { path: step.origin, key: true });
    for (const [name, place] of featuresOf(step)) feature(name, place);
  }
  for (const expression of expressionsIn(workflow.body)) {
    for (const node of walkExpression(expression)) {
      if (node.kind === 'call') judge(capabilities.builtins[node.builtin], `${node.builtin}()`, node.place);
    }
  }
}

/** The rows of the support matrix that a step uses, each with its place. */
export function featuresOf(step: Step): readonly (readonly [Feature, Place])[] {
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
