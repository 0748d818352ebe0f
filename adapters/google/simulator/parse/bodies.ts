import { limits } from '../limits';
import type { Problems } from '../problem';
import type {
  Argument,
  Arm,
  Assignment,
  Branch,
  CallStep,
  Handler,
  Jump,
  ParallelStep,
  Place,
  RetryPolicy,
  Step,
  StepList,
} from './ast';
import type { Entry, Node } from './document';
import { readFields, readNext, readText, singleEntry } from './fields';
import { readLoop, readVariable } from './loops';
import { readTarget, readTemplate } from './templates';

/** The readers of nested steps, handed in so that this file needn't know the one that uses it. */
export interface NestedReaders {
  list(node: Node, problems: Problems): StepList;
  inline(node: Node, name: string, problems: Problems): Step;
  single(step: Step): StepList;
}

type Fields = ReadonlyMap<string, Entry>;
interface Base {
  readonly name: string;
  readonly inline: boolean;
  readonly place: Place;
  readonly next: Jump | undefined;
}

/** Reads what a step does; `kind` is one of the keys that make a step. Undefined, with a problem, when it can't be read. */
export function readBody(kind: string, fields: Fields, base: Base, nested: NestedReaders, problems: Problems): Step | undefined {
  const node = (fields.get(kind) as Entry).value;
  switch (kind) {
    case 'assign':
      return { ...base, kind, assignments: readAssignments(node, problems) };
    case 'call':
      return readCall(node, fields, base, problems);
    case 'switch':
      return { ...base, kind, arms: readArms(node, base.name, nested, problems) };
    case 'for': {
      const loop = readLoop(node, nested.list, problems);
      return loop && { ...base, kind, loop };
    }
    case 'parallel':
      return readParallel(node, base, nested, problems);
    case 'try':
      return {
        ...base,
        kind,
        body: readTryBody(node, base.name, nested, problems),
        retry: readRetry(fields.get('retry'), problems),
        handler: readHandler(fields.get('except'), nested, problems),
      };
    case 'steps':
      return { ...base, kind, body: nested.list(node, problems) };
    case 'raise':
      // "Raise: string, expression or map" (raising-errors page); a list or number isn't among them.
      if (node.kind === 'list' || (node.kind === 'scalar' && typeof node.value !== 'string')) {
        problems.add(node, `'raise' takes a string, an expression or a map`);
      }
      return { ...base, kind, value: readTemplate(node, problems) };
    default:
      return { ...base, kind: 'return', value: readTemplate(node, problems) };
  }
}

function readAssignments(node: Node, problems: Problems): Assignment[] {
  if (node.kind !== 'list' || node.items.length === 0) {
    problems.add(node, `'assign' takes a list of at least one assignment`);
    return [];
  }
  if (node.items.length > limits.assignments) {
    problems.add(node, `${node.items.length} assignments in a step, the limit is ${limits.assignments}`);
  }
  const assignments: Assignment[] = [];
  for (const item of node.items) {
    const entry = singleEntry(item, problems, 'an assignment is a map with one key, the variable');
    if (!entry) continue;
    const value = readTemplate(entry.value, problems);
    const target = readTarget(entry.key, { line: entry.line, column: entry.column }, problems);
    if (target) assignments.push({ target, value });
  }
  return assignments;
}

function readCall(node: Node, fields: Fields, base: Base, problems: Problems): CallStep | undefined {
  const name = readText(node, `'call'`, problems);
  if (name === undefined) return undefined;
  const args = fields.get('args');
  const result = fields.get('result');
  const variable = result && readText(result.value, `'result'`, problems);
  return {
    ...base,
    kind: 'call',
    function: name,
    functionPlace: { line: node.line, column: node.column },
    arguments: args ? readArguments(args.value, problems) : [],
    result: result && variable !== undefined ? readVariable(variable, result.value, problems) : undefined,
  };
}

/** A map by the parameters' names; or a list by their places, which is not in the schema but in the examples of sys.log's page. */
function readArguments(node: Node, problems: Problems): Argument[] {
  if (node.kind === 'list') return node.items.map((item, name) => ({ name, value: readTemplate(item, problems), place: item }));
  if (node.kind === 'map') {
    return node.entries.map(entry => ({ name: entry.key, value: readTemplate(entry.value, problems), place: entry }));
  }
  problems.add(node, `'args' must be a map or a list`);
  return [];
}

function readArms(node: Node, name: string, nested: NestedReaders, problems: Problems): Arm[] {
  if (node.kind !== 'list' || node.items.length === 0) {
    problems.add(node, `'switch' takes a list of at least one condition`);
    return [];
  }
  if (node.items.length > limits.conditions) {
    problems.add(node, `${node.items.length} conditions in a switch, the limit is ${limits.conditions}`);
  }
  return node.items.flatMap(item => readArm(item, name, nested, problems) ?? []);
}

function readArm(node: Node, name: string, nested: NestedReaders, problems: Problems): Arm | undefined {
  if (node.kind !== 'map') {
    problems.add(node, 'a condition of a switch must be a map');
    return undefined;
  }
  const condition = node.entries.find(entry => entry.key === 'condition');
  if (!condition) {
    problems.add(node, `'condition' is missing`);
    return undefined;
  }
  const template = readTemplate(condition.value, problems);
  if (template.kind !== 'expression' && !(template.kind === 'constant' && typeof template.value === 'boolean')) {
    problems.add(condition.value, 'a condition must be an expression or a boolean');
  }
  const rest = node.entries.filter(entry => entry !== condition);
  const jumpOnly = rest.every(entry => entry.key === 'next');
  if (rest.length === 0) problems.add(node, 'the condition leads nowhere');
  // A jump belongs to the arm, not to the body: it happens when the body is done.
  const next = readNext(
    rest.find(entry => entry.key === 'next'),
    problems,
  );
  if (jumpOnly) return { condition: template, body: undefined, next };
  const body = nested.inline({ ...node, entries: rest }, name, problems);
  if (next && body.kind === 'raise') problems.add(next.place, `'next' can't follow 'raise'`);
  return { condition: template, body: { ...body, next: undefined }, next };
}

function readParallel(node: Node, base: Base, nested: NestedReaders, problems: Problems): ParallelStep | undefined {
  const fields = readFields(
    node,
    `'parallel'`,
    ['shared', 'concurrency_limit', 'exception_policy', 'branches', 'for'],
    [],
    problems,
  );
  if (!fields) return undefined;
  const policy = fields.get('exception_policy')?.value;
  if (policy && !(policy.kind === 'scalar' && policy.value === 'continueAll')) {
    problems.add(policy, `the only exception_policy is continueAll`);
  }
  const limit = fields.get('concurrency_limit');
  const common = {
    ...base,
    kind: 'parallel' as const,
    shared: readShared(fields.get('shared')?.value, problems),
    limit: limit && readTemplate(limit.value, problems),
  };
  if (common.limit?.kind === 'constant' && !(typeof common.limit.value === 'bigint' && common.limit.value > 0n)) {
    problems.add(common.limit.place, 'concurrency_limit must be a positive integer');
  }
  const branches = fields.get('branches');
  const loop = fields.get('for');
  if ((branches === undefined) === (loop === undefined)) {
    problems.add(node, `'parallel' needs either 'branches' or 'for'`);
    return undefined;
  }
  if (branches) return { ...common, work: { kind: 'branches', branches: readBranches(branches.value, nested, problems) } };
  const read = readLoop((loop as Entry).value, nested.list, problems);
  return read && { ...common, work: { kind: 'for', loop: read } };
}

function readShared(node: Node | undefined, problems: Problems): ParallelStep['shared'] {
  if (!node) return [];
  if (node.kind !== 'list') {
    problems.add(node, `'shared' must be a list of variables`);
    return [];
  }
  const names = new Set<string>();
  return node.items.flatMap(item => {
    const name = readText(item, 'a shared variable', problems);
    if (name === undefined) return [];
    if (names.has(name)) problems.add(item, `'${name}' is shared twice`);
    names.add(name);
    return [{ name, place: { line: item.line, column: item.column } }];
  });
}

function readBranches(node: Node, nested: NestedReaders, problems: Problems): Branch[] {
  const { least, most } = limits.branches;
  const items = node.kind === 'list' ? node.items : [];
  if (items.length < least || items.length > most) problems.add(node, `'branches' takes a list of ${least} to ${most} branches`);
  return items.flatMap(item => {
    const entry = singleEntry(item, problems, 'a branch is a map with one key, its name');
    const fields = entry && readFields(entry.value, `branch '${entry.key}'`, ['steps'], ['steps'], problems);
    if (!entry || !fields) return [];
    const body = nested.list((fields.get('steps') as Entry).value, problems);
    return [{ name: entry.key, body, place: { line: entry.line, column: entry.column }, size: 0 }];
  });
}

function readTryBody(node: Node, name: string, nested: NestedReaders, problems: Problems): StepList {
  if (node.kind === 'list') return nested.list(node, problems);
  if (node.kind === 'map' && node.entries.length === 1 && node.entries[0]?.key === 'steps') {
    return nested.list(node.entries[0].value, problems);
  }
  const body = nested.inline(node, name, problems);
  // Reported for a loop directly under `try`, which has to be wrapped in `steps`.
  if (body.kind === 'for') problems.add(node, 'loop step name should not be empty');
  return nested.single(body);
}

function readRetry(entry: Entry | undefined, problems: Problems): RetryPolicy | undefined {
  if (!entry) return undefined;
  if (entry.value.kind === 'scalar') {
    const policy = readTemplate(entry.value, problems);
    if (policy.kind === 'expression') return { kind: 'policy', policy };
    problems.add(entry.value, `'retry' takes an expression or a map`);
    return undefined;
  }
  // Every part is required: what holds for an absent one isn't documented.
  const keys = ['predicate', 'max_retries', 'backoff'];
  const fields = readFields(entry.value, `'retry'`, keys, keys, problems);
  if (!fields) return undefined;
  const backoff = (fields.get('backoff') as Entry).value;
  const delays = ['initial_delay', 'max_delay', 'multiplier'];
  if (backoff.kind === 'map') readFields(backoff, `'backoff'`, delays, delays, problems);
  const part = (key: string) => readTemplate((fields.get(key) as Entry).value, problems);
  return { kind: 'parts', predicate: part('predicate'), maxRetries: part('max_retries'), backoff: part('backoff') };
}

function readHandler(entry: Entry | undefined, nested: NestedReaders, problems: Problems): Handler | undefined {
  if (!entry) return undefined;
  const fields = readFields(entry.value, `'except'`, ['as', 'steps'], ['as', 'steps'], problems);
  const as = fields?.get('as')?.value;
  const name = as && readText(as, `'as'`, problems);
  const error = as && name !== undefined ? readVariable(name, as, problems) : undefined;
  const steps = fields?.get('steps')?.value;
  if (!error || !steps) return undefined;
  return { error, body: nested.list(steps, problems), place: { line: entry.line, column: entry.column }, size: 0 };
}
