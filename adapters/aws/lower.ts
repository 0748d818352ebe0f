import type { Block, Context, Expression, Step, StepKind, Workflow } from '../../src/adapter';
import { stepsIn } from '../../src/language/visit';
import { emit } from './emit';
import { nothing } from './expressions/raw';
import { fold, foldEnds, foldOutputs, mergeFailures } from './flow/fold';
import { type Edge, type Graph, type Node, graphsOf, nodesOf, ordersPerStep } from './flow/graph';
import { trimMaps } from './flow/trim';
import { tellTypes } from './flow/types';
import { assignedIn, assignNulls, dropUnread } from './flow/variables';

import type { Machine as MachineModel } from './model';
import { planOf } from './plan';
import { type Machine, nameOf, orderOf, read, type Scope, type StepLowering } from './scope';
import { choice, succeed, to } from './states';
import { call } from './steps/call';
import { doStep } from './steps/do';
import { forStep } from './steps/for';
import { http } from './steps/http';
import { loop } from './steps/loop';
import { parallel } from './steps/parallel';
import { raise } from './steps/raise';
import { returnStep } from './steps/return';
import { run } from './steps/run';
import { set } from './steps/set';
import { failedRunOf, mistakeOf } from './steps/settle';
import { switchStep } from './steps/switch';
import { wait } from './steps/wait';
import { variablesOf } from './variables';

const steps: { readonly [K in StepKind]: StepLowering<K> } = {
  call,
  http,
  run,
  set,
  do: doStep,
  switch: switchStep,
  for: forStep,
  loop,
  parallel,
  raise,
  wait,
  return: returnStep,
};

/** A workflow as a state machine. */
export function lower(workflow: Workflow, context: Context): MachineModel {
  const graph = graphOf(workflow, context);
  finish(graph, new Set(), 'workflow');
  trimMaps(graph);
  tellTypes(graph);
  return emit(graph, workflow, context);
}

function graphOf(workflow: Workflow, context: Context): Graph {
  const plan = planOf(workflow);
  const all = [...stepsIn(workflow.body)];
  const machine: Machine = {
    workflow,
    context,
    plan,
    variables: variablesOf(workflow, plan),
    positions: new Map(all.map(({ name }, i) => [name, i + 1])),
    block: lowerBlock,
  };
  const last = (all.length + 1) * ordersPerStep;
  const scope: Scope = {
    machine,
    bound: new Map(),
    caught: new Map(),
    takers: [],
    mistake: mistakeOf('workflow', last + 1),
    failedRun: failedRunOf('workflow', last + 1),
  };
  return { start: lowerBlock(workflow.body, scope, value => succeed('workflow: end', last, value)) };
}

/** Lowers the last step first: every step is told where the flow goes on. */
function lowerBlock(block: Block, scope: Scope, done: (value: Expression, scope: Scope) => Node): Node {
  const value = block.output ? read(block.output, scope) : nothing;
  return block.steps.reduceRight((next, step) => lowerStep(step, scope, next), done(value, scope));
}

function lowerStep(step: Step, scope: Scope, next: Node): Node {
  const name = scope.machine.variables.of(step.name);
  const finishStep = (value: Expression): Edge => to(next, { name, value });
  const lowering = steps[step.kind] as StepLowering<StepKind>;
  const start = lowering({ step, scope, finish: finishStep });
  if (!step.if) return start;
  return choice(
    { name: nameOf(step, 'if'), order: orderOf(step, scope, 0) },
    [{ condition: read(step.if, scope), edge: to(start) }],
    finishStep(nothing),
  );
}

/**
 * Gives variables their nulls and moves assignments onto edges. The nulls come from outside in: a name that any outer
 * machine assigns mustn't be assigned again inside.
 */
function finish(graph: Graph, outer: ReadonlySet<string>, name: string): void {
  assignNulls(graph, outer, `${name}: start`, 0);
  const names = new Set([...outer, ...assignedIn(graph)]);
  for (const node of nodesOf(graph)) for (const inner of graphsOf(node)) finish(inner, names, node.name);
  fold(graph);
  foldEnds(graph);
  foldOutputs(graph);
  mergeFailures(graph);
  dropUnread(graph);
}
