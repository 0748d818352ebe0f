import type { Block, Context, Program, Step, Workflow } from '../../src/adapter';
import { type Scope, scopesOf, walkScopes } from '../../src/language/scopes';
import { stepsIn, variablesReadIn } from '../../src/language/visit';
import { linesOf, lowerBlock } from './block';
import type { Build, Frame } from './frame';
import type { Binding, Model, Orchestrator, Statement } from './model';
import { namesIn } from './declarations';
import { roundLocals } from './locals';
import { childName, type Part } from './names';
import { scopeBody } from './scope';
import { namesTaken } from './variables';

/** A workflow as orchestrators: its own, and those that its concurrent blocks and long loops start. */
export function lower(workflow: Workflow, context: Context): Model {
  const build: Build = {
    workflow,
    context,
    helpers: new Set(),
    functions: new Set(),
    http: false,
    timeouts: false,
    children: new Map(),
    deadlines: hasDeadlines(context),
    scopes: scopesByBlock(workflow),
    names: namesTaken(workflow),
    locals: roundLocals(workflow),
    read: variablesReadIn(workflow.body),
    block: lowerBlock,
  };
  const frame: Frame = { build, madeUp: new Set(), numbers: new Set(), repeats: false, guarded: false, exit: 'return' };
  const body = scopeBody(workflow.body, frame);
  const orchestrators: readonly Orchestrator[] = [
    {
      name: workflow.name,
      comment: workflow.description === undefined ? [] : linesOf(workflow.description),
      wrapper: 'asWorkflow',
      parameters: usedParameters(body),
      body,
      timeout: workflow.timeout ?? null,
    },
    ...childrenInOrder(build),
  ];
  for (const { wrapper } of orchestrators) build.helpers.add(wrapper);
  return {
    workflow: workflow.name,
    orchestrators,
    helpers: [...build.helpers].sort(),
    functions: [...build.functions],
    http: build.http,
    timeouts: build.timeouts,
  };
}

const deadlines = new WeakMap<Program, boolean>();

/** Whether any workflow has a timeout, or may be given one by the workflow that runs it. */
export function hasDeadlines({ program }: Context): boolean {
  const known = deadlines.get(program);
  if (known !== undefined) return known;
  const limits = (step: Step): boolean => step.kind === 'run' && step.timeout !== undefined;
  const found = program.workflows.some(workflow => workflow.timeout !== undefined || [...stepsIn(workflow.body)].some(limits));
  deadlines.set(program, found);
  return found;
}

function scopesByBlock(workflow: Workflow): ReadonlyMap<Block, Scope> {
  return new Map([...walkScopes(scopesOf(workflow))].map(scope => [scope.block, scope]));
}

/** In the order in which the source has them. */
function childrenInOrder({ workflow, context, children }: Build): readonly Orchestrator[] {
  const named = (part: Part, step: string): readonly Orchestrator[] => {
    const found = children.get(childName(context, workflow.name, part, step));
    return found ? [found] : [];
  };
  return [...stepsIn(workflow.body)].flatMap(step => {
    if (step.kind === 'parallel') return step.branches.flatMap(branch => named('branch', branch.name));
    return step.kind === 'for' || step.kind === 'loop' ? named('loop', step.name) : [];
  });
}

/** `context, input, execution`, without those at the end that nobody needs. */
function usedParameters(body: readonly Statement[]): readonly Binding[] {
  const used = namesIn(body);
  if (used.has('execution')) return ['context', 'input', 'execution'];
  return used.has('input') ? ['context', 'input'] : ['context'];
}
