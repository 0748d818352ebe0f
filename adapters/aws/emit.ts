import type { Context, Expression, Workflow } from '../../src/adapter';
import { field, template, wholeTemplate } from './expressions/template';
import {
  type Argument,
  type Assign,
  type Catcher,
  type Edge,
  type Graph,
  type Node,
  type Retrier,
  exitsOf,
  graphsOf,
} from './flow/graph';
import type { Asl, CatcherFields, InnerMachine, Machine, RetrierFields, State, Variables } from './model';

/** The graph as Amazon States Language: every state named, every expression JSONata. */
export function emit(graph: Graph, workflow: Workflow, { project }: Context): Machine {
  const emitter: Emitter = { workflow: workflow.name, partition: partitionOf(project.region), names: namesOf(graph) };
  return {
    ...(workflow.description === undefined ? {} : { Comment: workflow.description }),
    QueryLanguage: 'JSONata',
    ...(workflow.timeout === undefined ? {} : { TimeoutSeconds: workflow.timeout }),
    ...emitGraph(graph, emitter),
  };
}

interface Emitter {
  readonly workflow: string;
  readonly partition: string;
  readonly names: ReadonlyMap<Node, string>;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOf(region: string | undefined): string {
  if (region?.startsWith('cn-')) return 'aws-cn';
  return region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The states that are printed: an end that its predecessors say for themselves isn't. */
function statesOf(graph: Graph): readonly Node[] {
  const found = new Set<Node>([graph.start]);
  for (const node of found) {
    for (const { edge } of exitsOf(node)) if (!isInline(edge.to)) found.add(edge.to);
  }
  return [...found].sort((a, b) => a.order - b.order);
}

const isInline = (node: Node): boolean => node.kind === 'succeed' && node.isInline === true;

/** Names are unique in the whole machine; the states that do a step's work have its name. */
function namesOf(graph: Graph): Map<Node, string> {
  const names = new Map<Node, string>();
  const taken = new Set<string>();
  const visit = (inside: Graph): void => {
    for (const node of statesOf(inside)) {
      let name = node.name;
      for (let n = 2; taken.has(name); n++) name = `${node.name} ${n}`;
      taken.add(name);
      names.set(node, name);
      graphsOf(node).forEach(visit);
    }
  };
  visit(graph);
  return names;
}

function emitGraph(graph: Graph, emitter: Emitter): InnerMachine {
  const states = statesOf(graph).map(node => [nameOf(node, emitter), emitState(node, emitter)] as const);
  return { StartAt: nameOf(graph.start, emitter), States: Object.fromEntries(states) };
}

const nameOf = (node: Node, { names }: Emitter): string => names.get(node) as string;

function emitState(node: Node, emitter: Emitter): State {
  const comment = node.comment === undefined ? {} : { Comment: node.comment };
  const { workflow } = emitter;
  switch (node.kind) {
    case 'task':
      return {
        Type: 'Task',
        ...comment,
        Resource: `arn:${emitter.partition}:states:::${node.resource}`,
        Arguments: Object.fromEntries(node.arguments.map(argument => [argument.key, emitArgument(argument, workflow)])),
        ...(node.timeout ? { TimeoutSeconds: template(node.timeout, workflow) as number | string } : {}),
        ...emitErrors(node, emitter),
        ...emitNext(node.next, emitter),
      };
    case 'map':
      return {
        Type: 'Map',
        ...comment,
        Items: template(node.items, workflow),
        ...(node.selector ? { ItemSelector: template(node.selector, workflow) } : {}),
        MaxConcurrency: node.concurrency,
        ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...emitGraph(node.body, emitter) },
        ...emitErrors(node, emitter),
        ...emitNext(node.next, emitter),
      };
    case 'parallel':
      return {
        Type: 'Parallel',
        ...comment,
        Branches: node.branches.map(branch => emitGraph(branch, emitter)),
        ...emitErrors(node, emitter),
        ...emitNext(node.next, emitter),
      };
    case 'choice': {
      const rules = node.rules.map(({ condition, edge }) => ({
        Condition: field(condition, 'condition', workflow),
        ...emitEdge(edge, emitter),
      }));
      // The state's own Assign "applies regardless of which rule matches", says the page on Choice: the last way has its own.
      if (node.otherwise.assign.length > 0 || node.otherwise.output) {
        return {
          Type: 'Choice',
          ...comment,
          Choices: [...rules, { Condition: '{% true %}', ...emitEdge(node.otherwise, emitter) }],
        };
      }
      return { Type: 'Choice', ...comment, Choices: rules, Default: nameOf(node.otherwise.to, emitter) };
    }
    case 'wait':
      return { Type: 'Wait', ...comment, [node.field]: template(node.value, workflow), ...emitNext(node.next, emitter) };
    case 'pass':
      return { Type: 'Pass', ...comment, ...emitNext(node.next, emitter) };
    case 'succeed':
      return { Type: 'Succeed', ...comment, ...emitOutput(node.output, workflow) };
    case 'fail':
      return {
        Type: 'Fail',
        ...comment,
        Error: template(node.error, workflow) as string,
        Cause: template(node.cause, workflow) as string,
      };
  }
}

/** AWS takes a number or a boolean for an argument from an expression only. */
function emitArgument(argument: Argument, workflow: string): Asl {
  if (argument.kind === 'fixed') return argument.value;
  const value = wholeTemplate(argument.value, workflow);
  return typeof value === 'number' || typeof value === 'boolean' ? `{% ${String(value)} %}` : value;
}

function emitErrors(
  node: { readonly retry: readonly Retrier[]; readonly catch: readonly Catcher[] },
  emitter: Emitter,
): { Retry?: readonly RetrierFields[]; Catch?: readonly CatcherFields[] } {
  return {
    ...(node.retry.length > 0 ? { Retry: node.retry.map(emitRetrier) } : {}),
    ...(node.catch.length > 0
      ? { Catch: node.catch.map(({ errors, edge }) => ({ ErrorEquals: errors, ...emitEdge(edge, emitter) })) }
      : {}),
  };
}

function emitRetrier({ errors, attempts, interval, backoff, maxDelay }: Retrier): RetrierFields {
  if (attempts === 0) return { ErrorEquals: errors, MaxAttempts: 0 };
  return {
    ErrorEquals: errors,
    IntervalSeconds: interval,
    MaxAttempts: attempts,
    BackoffRate: backoff,
    ...(maxDelay === undefined ? {} : { MaxDelaySeconds: maxDelay }),
  };
}

function emitEdge({ assign, to, output }: Edge, emitter: Emitter): { Assign?: Variables; Output?: Asl; Next: string } {
  return { ...emitAssign(assign, emitter), ...emitOutput(output, emitter.workflow), Next: nameOf(to, emitter) };
}

function emitOutput(output: Expression | undefined, workflow: string): { Output?: Asl } {
  return output ? { Output: wholeTemplate(output, workflow) } : {};
}

function emitNext(
  edge: Edge,
  emitter: Emitter,
): { Assign?: Variables; Output?: Asl; Next: string } | { Assign?: Variables; Output?: Asl; End: true } {
  const { to, assign } = edge;
  if (to.kind !== 'succeed' || !to.isInline) return emitEdge(edge, emitter);
  return { ...emitAssign(assign, emitter), ...emitOutput(to.output, emitter.workflow), End: true };
}

function emitAssign(assign: readonly Assign[], { workflow }: Emitter): { Assign?: Variables } {
  if (assign.length === 0) return {};
  return { Assign: Object.fromEntries(assign.map(({ name, value }) => [name, template(value, workflow)])) };
}
