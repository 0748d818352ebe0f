import type { Context, Workflow } from '../../src/adapter';
import { expressionsIn, walkExpression } from '../../src/language/visit';
import { assign, invoke, map, name, nothing, step } from './build';
import { lowerValue } from './expressions/lower';
import { finish } from './finish';
import { flowOf } from './flow';
import { type At, type Frame, frameOf, type Unit, variableOf } from './frame';
import { inlineValues } from './inline';
import { leaves } from './leaves';
import type { Assignment, Document, Step, Subworkflow } from './model';
import { Names, reservedWords } from './names';
import { serviceOptions } from './options';
import { preludeNames, preludeOf, preludeVariables } from './prelude/index';
import { embeddedIn } from './embed';
import { lowerSteps } from './steps/block';
import { lowerStep } from './steps/step';

/** A workflow as a document: itself as `main`, the workflows that it runs, then what they need of the prelude. */
export function lower(workflow: Workflow, context: Context): Document {
  const embedded = embeddedIn(workflow, context.program);
  const unit = unitOf(workflow, embedded, context);
  const main = lowerWorkflow(workflow, 'main', unit);
  const children = embedded.map(child => lowerWorkflow(child, unit.subworkflows.get(child.name)!, unit));
  const predicates = [...unit.predicates.values()];
  return {
    ...(workflow.description === undefined ? {} : { description: workflow.description }),
    subworkflows: [main, ...children, ...predicates],
    prelude: preludeOf(unit.prelude).map(([called, definition]) => ({ name: called, ...definition })),
  };
}

function unitOf(workflow: Workflow, embedded: readonly Workflow[], context: Context): Unit {
  const users = [workflow, ...embedded].flatMap(one => [...namesOf(one)]);
  const names = new Names([...reservedWords, ...preludeNames, ...preludeVariables, ...users, 'input', 'error', 'e']);
  const subworkflows = new Map(embedded.map(child => [child.name, names.fresh(child.name.replaceAll('-', '_'))]));
  return { context, options: serviceOptions(context), prelude: new Set(), predicates: new Map(), names, subworkflows };
}

/** Every name a workflow gives to a variable. */
function namesOf(workflow: Workflow): ReadonlySet<string> {
  const names = new Set<string>();
  for (const expression of expressionsIn(workflow.body)) {
    for (const node of walkExpression(expression)) if (node.kind === 'variable') names.add(node.name);
  }
  return names;
}

function lowerWorkflow(source: Workflow, called: string, unit: Unit): Subworkflow {
  const workflow = inlineValues(source);
  const flow = flowOf(workflow);
  const frame = frameOf(unit, workflow, flow, lowerStep);
  const at: At = {
    frame,
    bound: new Map(),
    errors: new Set(),
    locals: [],
    ints: new Set(),
    base: 'output',
    again: false,
    guarded: false,
  };
  const steps: Step[] = [...start(workflow, called, frame, at), ...lowerSteps(workflow.body, at)];
  if (!leaves(steps) && (workflow.body.output || steps.length === 0)) {
    const value = workflow.body.output ? lowerValue(workflow.body.output, at, steps) : nothing;
    steps.push(step(frame.stepNames.fresh('output'), { kind: 'return', value }));
  }
  return {
    name: called,
    params: ['input'],
    steps: finish(steps, frame),
    ...(called === 'main' || workflow.description === undefined ? {} : { comment: workflow.description }),
  };
}

/** An execution without input has a null at Google where the language has an empty map; variables that may be read too early are null. */
function start(workflow: Workflow, called: string, frame: Frame, at: At): readonly Step[] {
  const entries: Assignment[] = [];
  if (called === 'main' && readsWholeInput(workflow)) {
    const none = frame.variableNames.fresh('no_input');
    entries.push({ variable: none, value: map({}) }, { variable: 'input', value: invoke('default', name('input'), name(none)) });
  }
  const unassigned = frame.flow.unassigned.get(workflow.body) ?? [];
  entries.push(...unassigned.map(variable => ({ variable: variableOf(at, variable), value: nothing })));
  const steps: Step[] = [];
  for (let i = 0; i < entries.length; i += 50) steps.push(assign(frame.stepNames.fresh('init'), ...entries.slice(i, i + 50)));
  return steps;
}

/** Reading a member of null is null anyway. */
function readsWholeInput(workflow: Workflow): boolean {
  for (const expression of expressionsIn(workflow.body)) {
    const nodes = [...walkExpression(expression)];
    const roots = new Set(nodes.flatMap(node => (node.kind === 'member' ? [node.object] : [])));
    if (nodes.some(node => node.kind === 'variable' && node.name === 'input' && !roots.has(node))) return true;
  }
  return false;
}
