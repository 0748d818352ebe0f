import type { Jump, Routine, Step, StepList } from '../parse/ast';
import type { Problems } from '../problem';
import { limits } from '../limits';
import { each } from './walk';

/** What a jump may reach from where it stands. */
interface Around {
  /** Steps of this list and of the lists around it, as far as `switch`, `try` and `except` lead out. */
  readonly targets: ReadonlySet<string>;
  readonly inLoop: boolean;
  readonly parallelDepth: number;
}

/**
 * Checks the routine's step names and jumps. https://cloud.google.com/workflows/docs/reference/syntax/jumps
 * Jumps in the same list and out of `switch`, `try` and `except` are documented or occur in Google's samples. Jumps into a nested list, to
 * a sibling's steps, out of `steps`, `for` or `parallel` occur nowhere and are refused; so are `return`, `end`, `break` and `continue` in
 * a branch that would have to leave it.
 */
export function checkJumps(routine: Routine, problems: Problems): void {
  problems.routine = routine.name;
  const names = new Set<string>();
  collectNames(routine.steps, names, problems);
  checkList(routine.steps, { targets: new Set(), inLoop: false, parallelDepth: 0 }, names, problems);
  problems.routine = undefined;
}

/** Step names are unique in a (sub)workflow, nested ones and branches included. */
function collectNames(list: StepList, names: Set<string>, problems: Problems): void {
  const add = (name: string, step: { place: Step['place'] }): void => {
    if (names.has(name)) problems.add(step.place, `duplicate step name '${name}'`);
    names.add(name);
  };
  const collect = (step: Step): void => {
    if (!step.inline) add(step.name, step);
    if (step.kind === 'switch') for (const arm of step.arms) if (arm.body) collect(arm.body);
    if (step.kind === 'parallel' && step.work.kind === 'branches')
      for (const branch of step.work.branches) add(branch.name, branch);
    for (const body of bodies(step)) collectNames(body, names, problems);
  };
  each(list, problems, collect);
}

function bodies(step: Step): StepList[] {
  switch (step.kind) {
    case 'steps':
      return [step.body];
    case 'for':
      return [step.loop.body];
    case 'try':
      return step.handler ? [step.body, step.handler.body] : [step.body];
    case 'parallel':
      return step.work.kind === 'for' ? [step.work.loop.body] : step.work.branches.map(branch => branch.body);
    default:
      return [];
  }
}

function checkList(list: StepList, around: Around, names: ReadonlySet<string>, problems: Problems): void {
  const inside = { ...around, targets: new Set([...around.targets, ...list.indexes.keys()]) };
  each(list, problems, step => checkStep(step, inside, names, problems));
}

function checkStep(step: Step, around: Around, names: ReadonlySet<string>, problems: Problems): void {
  if (step.next) checkJump(step.next, around, names, problems);
  switch (step.kind) {
    case 'return':
      if (around.parallelDepth > 0) problems.add(step.place, `'return' can't leave a parallel step`);
      return;
    case 'switch':
      for (const arm of step.arms) {
        if (arm.next) checkJump(arm.next, around, names, problems);
        if (arm.body?.kind === 'steps') checkList(arm.body.body, around, names, problems);
        else if (arm.body) checkStep(arm.body, around, names, problems);
      }
      return;
    case 'try':
      checkList(step.body, around, names, problems);
      if (step.handler) checkList(step.handler.body, around, names, problems);
      return;
    case 'steps':
      checkList(step.body, { ...around, targets: new Set() }, names, problems);
      return;
    case 'for':
      checkList(step.loop.body, { ...around, targets: new Set(), inLoop: true }, names, problems);
      return;
    case 'parallel': {
      const depth = around.parallelDepth + 1;
      if (depth > limits.parallelDepth)
        problems.add(step.place, `parallel steps are nested more than ${limits.parallelDepth} deep`);
      for (const body of bodies(step)) {
        checkList(body, { targets: new Set(), inLoop: false, parallelDepth: depth }, names, problems);
      }
    }
  }
}

function checkJump(jump: Jump, around: Around, names: ReadonlySet<string>, problems: Problems): void {
  switch (jump.kind) {
    case 'next':
      if (!names.has(jump.step)) problems.add(jump.place, `step '${jump.step}' not found`);
      else if (!around.targets.has(jump.step))
        problems.add(jump.place, `a jump from here to step '${jump.step}' is not documented`);
      return;
    case 'end':
      if (around.parallelDepth > 0) problems.add(jump.place, `'end' can't leave a parallel step`);
      return;
    default:
      if (!around.inLoop) problems.add(jump.place, `'${jump.kind}' outside of a 'for' loop`);
  }
}
