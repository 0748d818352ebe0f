import type { Context, Program, Project } from '../../src/adapter';
import { stepsIn } from '../../src/language/visit';

/** What of a workflow an orchestrator runs. */
export type Part = 'branch' | 'loop';

/**
 * Every function of an app has a name of its own, whatever the case of its letters: orchestrators, activities, starters
 * and timers share one list. Workflows keep their names, since callers use them; the others make way with a number.
 * https://learn.microsoft.com/azure/azure-functions/functions-reference-node#function-names
 */
interface Names {
  readonly activities: ReadonlyMap<string, string>;
  readonly children: ReadonlyMap<string, string>;
  readonly http: string;
  readonly start: string;
  readonly status: string;
  /** By workflow and position among its events. */
  readonly timers: ReadonlyMap<string, string>;
}

const known = new WeakMap<Program, { readonly project: Project; readonly names: Names }>();

function namesOf({ program, project }: Context): Names {
  const found = known.get(program);
  if (found?.project === project) return found.names;
  const names = makeNames(program, project);
  known.set(program, { project, names });
  return names;
}

function makeNames(program: Program, project: Project): Names {
  const taken = new Set<string>(program.workflows.map(workflow => workflow.name.toLowerCase()));
  const take = (wanted: string): string => {
    const plain = shorten(wanted.replace(/^[^A-Za-z]+/, '') || 'function', 116);
    let name = plain;
    for (let i = 2; taken.has(name.toLowerCase()) || name.toLowerCase() === 'host'; i++) name = `${plain}_${i}`;
    taken.add(name.toLowerCase());
    return name;
  };
  const activities = new Map(project.functions.map(({ key }) => [key, take(key)]));
  const children = new Map<string, string>();
  const timers = new Map<string, string>();
  for (const workflow of program.workflows) {
    for (const step of stepsIn(workflow.body)) {
      const add = (part: Part, name: string): void =>
        void children.set(keyOf(workflow.name, part, name), take(`${workflow.name}_${name}`));
      if (step.kind === 'parallel') for (const branch of step.branches) add('branch', branch.name);
      if (step.kind === 'for' || step.kind === 'loop') add('loop', step.name);
    }
    workflow.events.forEach((_, i) =>
      timers.set(`${workflow.name} ${i}`, take(`${workflow.name}_schedule${i > 0 ? i + 1 : ''}`)),
    );
  }
  return { activities, children, timers, http: take('sendHttp'), start: take('startWorkflow'), status: take('workflowStatus') };
}

/** A name has at most 128 characters. */
function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 9)}_${hash(text)}`;
}

/** FNV-1a, as eight hexadecimal digits: to tell long names apart. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, '0');
}

/** The activity that runs a function of the service. */
export function activityName(context: Context, key: string): string {
  return namesOf(context).activities.get(key) ?? key;
}

/** The orchestrator of a part of a workflow: a branch, a concurrent loop's lanes, a long loop's rounds. */
export function childName(context: Context, workflow: string, part: Part, step: string): string {
  const name = namesOf(context).children.get(keyOf(workflow, part, step));
  if (name === undefined) throw new Error(`"${step}" of "${workflow}" has no ${part}`);
  return name;
}

/** A branch and the loop in it may have one name. */
function keyOf(workflow: string, part: Part, step: string): string {
  return `${workflow} ${part} ${step}`;
}

export const httpActivityName = (context: Context): string => namesOf(context).http;
export const starterName = (context: Context): string => namesOf(context).start;
export const statusName = (context: Context): string => namesOf(context).status;

export function timerName(context: Context, workflow: string, event: number): string {
  return namesOf(context).timers.get(`${workflow} ${event}`) ?? `${workflow}_schedule`;
}
