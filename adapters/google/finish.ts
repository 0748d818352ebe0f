import { assign, nothing } from './build';
import type { Arm, Assignment, Body, Jump, Label, Step } from './model';
import type { Names } from './names';

/** The names that are still free in a subworkflow. */
interface FreeNames {
  readonly stepNames: Names;
  readonly variableNames: Names;
}

/** What is left to do when all steps of a subworkflow stand: neighbouring assigns become one step, labels become names. */
export function finish(steps: readonly Step[], names: FreeNames): readonly Step[] {
  return resolveList(merge(steps), { kind: 'named', name: 'end' }, new Map(), names);
}

/** https://cloud.google.com/workflows/quotas: assignments of a step. */
const longestAssign = 50;

/** Entries of an assign run in order, each seeing what the former left, so two steps and one step mean the same. */
function merge(steps: readonly Step[]): readonly Step[] {
  const merged: Step[] = [];
  for (const step of steps) {
    const next: Step = { ...step, body: mapLists(step.body, merge) };
    const last = merged.at(-1);
    const both = last && mergeTwo(last, next);
    if (both) merged[merged.length - 1] = both;
    else merged.push(next);
  }
  return merged;
}

function mergeTwo(first: Step, second: Step): Step | undefined {
  if (first.body.kind !== 'assign' || second.body.kind !== 'assign') return undefined;
  if (first.next !== undefined || first.behind || second.target) return undefined;
  const [head, ...rest] = second.body.entries;
  const isBeside = second.comment !== undefined && (first.own || first.target);
  const entries = withoutOverwritten([
    ...first.body.entries,
    ...(head ? [isBeside ? { ...head, comment: second.comment } : head, ...rest] : []),
  ]);
  if (entries.length > longestAssign) return undefined;
  const keepsFirst = first.own || first.target || !second.own;
  const comment = first.comment ?? (keepsFirst ? undefined : second.comment);
  return {
    name: keepsFirst ? first.name : second.name,
    body: { kind: 'assign', entries },
    ...(comment === undefined ? {} : { comment }),
    ...(second.next === undefined ? {} : { next: second.next }),
    ...(second.behind ? { behind: second.behind } : {}),
    ...(first.own || second.own ? { own: true as const } : {}),
    ...(first.target ? { target: true as const } : {}),
  };
}

/** Without a null that a later entry overwrites before anyone reads it. */
function withoutOverwritten(entries: readonly Assignment[]): readonly Assignment[] {
  return entries.filter(({ variable, index, value, comment }, i) => {
    if (index || comment !== undefined || value.kind !== 'literal' || value.value !== null) return true;
    const next = entries.findIndex((later, j) => j > i && (later.variable === variable || mentions(later, variable)));
    return next === -1 || entries[next]!.index !== undefined || mentions(entries[next]!, variable);
  });
}

function mentions({ index, value }: Assignment, variable: string): boolean {
  const reads = (node: unknown): boolean =>
    typeof node === 'object' &&
    node !== null &&
    (('kind' in node && node.kind === 'name' && 'name' in node && node.name === variable) || Object.values(node).some(reads));
  return reads(value) || reads(index);
}

/** Where the flow goes behind a list: to a step, or nowhere that has a name until one is made. */
type Exit = { readonly kind: 'named'; readonly name: string } | { readonly kind: 'none'; used: boolean; readonly name: string };

type Places = Map<Label, Exit>;

function resolveList(steps: readonly Step[], exit: Exit, places: Places, names: FreeNames): readonly Step[] {
  const after = (i: number): Exit => {
    const following = steps[i + 1];
    return following ? { kind: 'named', name: following.name } : exit;
  };
  for (const [i, { behind }] of steps.entries()) if (behind) places.set(behind, after(i));
  return steps.map((step, i): Step => {
    const where = step.next === undefined ? after(i) : exitOf(step.next, places);
    const { next, ...rest } = step;
    const body = resolveBody(step.body, where, places, names);
    return { ...rest, body, ...(next === undefined ? {} : { next: useExit(exitOf(next, places)) }) };
  });
}

function resolveBody(body: Body, where: Exit, places: Places, names: FreeNames): Body {
  switch (body.kind) {
    case 'switch':
      return { ...body, arms: body.arms.map(arm => resolveArm(arm, where, places, names)) };
    case 'for':
      return { ...body, steps: resolveList(body.steps, { kind: 'named', name: 'continue' }, places, names) };
    case 'parallel':
      return body.run.kind === 'for'
        ? { ...body, run: { ...body.run, steps: resolveOwn(body.run.steps, places, names) } }
        : {
            ...body,
            run: {
              ...body.run,
              branches: body.run.branches.map(branch => ({ ...branch, steps: resolveOwn(branch.steps, places, names) })),
            },
          };
    default:
      return mapLists(body, list => resolveList(list, where, places, names));
  }
}

function resolveArm(arm: Arm, where: Exit, places: Places, names: FreeNames): Arm {
  const { next, ...rest } = arm;
  const exit = next === undefined ? where : exitOf(next, places);
  return {
    ...rest,
    ...(arm.body ? { body: resolveBody(arm.body, exit, places, names) } : {}),
    ...(next === undefined ? {} : { next: useExit(exit) }),
  };
}

/**
 * Nothing outside a branch can be jumped to: where its end is wanted, a last step that does nothing marks it.
 * Its variable is its own: one that a branch assigns can't be assigned around it without being shared.
 */
function resolveOwn(steps: readonly Step[], places: Places, names: FreeNames): readonly Step[] {
  const exit: Exit = { kind: 'none', used: false, name: names.stepNames.copy().fresh(`${steps[0]?.name ?? 'branch'}_end`) };
  const resolved = resolveList(steps, exit, places, names);
  if (!exit.used) return resolved;
  names.stepNames.fresh(exit.name);
  return [...resolved, assign(exit.name, { variable: names.variableNames.fresh('nothing'), value: nothing })];
}

function exitOf(jump: Jump, places: Places): Exit {
  if (typeof jump === 'string') return { kind: 'named', name: jump };
  const place = places.get(jump);
  if (!place) throw new Error('a jump leads behind a step that it is not in');
  return place;
}

function useExit(exit: Exit): string {
  if (exit.kind === 'none') exit.used = true;
  return exit.name;
}

/** A body with every list of steps right under it replaced. */
function mapLists(body: Body, replace: (steps: readonly Step[]) => readonly Step[]): Body {
  switch (body.kind) {
    case 'steps':
      return { ...body, steps: replace(body.steps) };
    case 'for':
      return { ...body, steps: replace(body.steps) };
    case 'switch':
      return { ...body, arms: body.arms.map(arm => (arm.body ? { ...arm, body: mapLists(arm.body, replace) } : arm)) };
    case 'try':
      return {
        ...body,
        ...(body.body.kind === 'steps' ? { body: { ...body.body, steps: replace(body.body.steps) } } : {}),
        ...(body.except ? { except: { ...body.except, steps: replace(body.except.steps) } } : {}),
      };
    case 'parallel':
      return body.run.kind === 'for'
        ? { ...body, run: { ...body.run, steps: replace(body.run.steps) } }
        : {
            ...body,
            run: { ...body.run, branches: body.run.branches.map(branch => ({ ...branch, steps: replace(branch.steps) })) },
          };
    default:
      return body;
  }
}
