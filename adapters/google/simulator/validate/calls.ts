import type { CallStep, Expression, Place, Routine } from '../parse/ast';
import type { Problems } from '../problem';
import { blockingFunctions, isBlocking, pureFunctions } from '../stdlib/library';
import type { LibraryParameter } from '../stdlib/signature';
import { checkHttpArguments } from './http-arguments';

export type Routines = ReadonlyMap<string, Routine>;
type CallExpression = Extract<Expression, { kind: 'call' }>;

/**
 * The one connector that a sample calls inside an expression (connector_secretmanager); all others block and are called by a step.
 */
const connectorsInExpressions = new Set(['googleapis.secretmanager.v1.projects.secrets.versions.accessString']);

/**
 * Connectors, and the modules that Google lists apart from both them and the library: `experimental.executions`, `gke`
 * (tutorials/access-gke-kubernetes-api-objects, samples) and `shell` (workflows-demos).
 */
export function isConnector(name: string): boolean {
  return /^googleapis(\.[a-zA-Z0-9]+)+$/.test(name) || otherConnectors.has(name);
}

const otherConnectors = new Set([
  'experimental.executions.run',
  'experimental.executions.map',
  'gke.request',
  'gke.create_job',
  'gke.await_job',
  'gke.delete_job',
  'shell.gcloud',
  'shell.kubectl',
]);

/** Arguments in an expression are given by position. */
export function checkExpressionCall(call: CallExpression, routines: Routines, place: Place, problems: Problems): void {
  const { name, operands } = call;
  const routine = routines.get(name);
  const parameters = routine ? parametersOf(routine) : pureFunctions.get(name)?.parameters;
  if (parameters) {
    const required = parameters.filter(parameter => !parameter.optional).length;
    if (operands.length < required || operands.length > parameters.length) {
      const wanted = required === parameters.length ? `${required}` : `${required} to ${parameters.length}`;
      problems.add(place, `'${name}' takes ${wanted} argument${wanted === '1' ? '' : 's'}, ${operands.length} given`);
    }
    if (name === 'main') problems.add(place, `'main' can't be called`);
  } else if (connectorsInExpressions.has(name)) return;
  else if (isBlocking(name) || isConnector(name)) {
    problems.add(place, `'${name}' blocks: it must be called by a call step, not in an expression`);
  } else problems.add(place, `symbol '${name}' not found`);
}

/** Arguments of a step are given by name. `isVariable` tells whether a name is hidden by a variable. */
export function checkCallStep(
  step: CallStep,
  routines: Routines,
  isVariable: (name: string) => boolean,
  problems: Problems,
): void {
  const name = step.function;
  const root = name.split('.')[0] as string;
  if (isVariable(root)) problems.add(step.functionPlace, `'${root}' is a variable here, so '${name}' can't be called`);
  const parameters = parametersOfCalled(name, routines);
  if (name === 'main') problems.add(step.functionPlace, `'main' can't be called`);
  if (!parameters) {
    // Any connector may be deployed: their lists change every month. Running one is another matter.
    if (!isConnector(name)) problems.add(step.functionPlace, `symbol '${name}' not found`);
    else if (step.arguments.some(argument => typeof argument.name === 'number')) {
      problems.add(step.functionPlace, `a connector takes its arguments by name`);
    }
    return;
  }
  const given = new Set<string>();
  for (const { name: argument, place } of step.arguments) {
    const parameter = parameterOf(argument, parameters);
    if (parameter) given.add(parameter.name);
    else if (typeof argument === 'number') problems.add(place, `'${name}' takes at most ${parameters.length} arguments`);
    else problems.add(place, `'${name}' has no parameter '${argument}'`);
  }
  for (const parameter of parameters) {
    if (!parameter.optional && !given.has(parameter.name)) {
      problems.add(step.functionPlace, `'${name}' needs the argument '${parameter.name}'`);
    }
  }
  if (name.startsWith('http.')) {
    checkHttpArguments(
      argument => step.arguments.find(given => parameterOf(given.name, parameters)?.name === argument)?.value,
      problems,
    );
  }
}

/** The parameters of whatever a step may call; undefined for connectors and for what isn't there. */
export function parametersOfCalled(name: string, routines: Routines): readonly LibraryParameter[] | undefined {
  const routine = routines.get(name);
  if (routine) return parametersOf(routine);
  return isBlocking(name) ? blockingFunctions[name] : pureFunctions.get(name)?.parameters;
}

/** The parameter that an argument is for. */
export function parameterOf(argument: string | number, parameters: readonly LibraryParameter[]): LibraryParameter | undefined {
  return typeof argument === 'number' ? parameters[argument] : parameters.find(parameter => parameter.name === argument);
}

function parametersOf(routine: Routine): LibraryParameter[] {
  return routine.parameters.map(({ name, standard }) => ({ name, optional: standard !== undefined }));
}
