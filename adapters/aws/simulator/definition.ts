import type { Json, JsonMap } from '../../../src/language/json';
import { compileTemplate, type Template } from './template';

/** A definition that has passed validation, its expressions compiled. The names are those of the Amazon States Language. */
export interface StateGraph {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

export interface MachineDefinition extends StateGraph {
  /** Seconds for the whole execution. */
  readonly timeout?: number;
}

export type State = TaskState | ParallelState | MapState | ChoiceState | WaitState | PassState | SucceedState | FailState;

interface Named {
  readonly name: string;
  /** Absent in a state that ends its graph. */
  readonly next?: string;
}

/** What a state leaves behind; each is absent where the state has no such field. */
export interface Leaving {
  readonly assign?: Template;
  readonly output?: Template;
}

export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly jitter: boolean;
}

export interface Catcher extends Leaving {
  readonly errorEquals: readonly string[];
  readonly next: string;
}

/** Of the states that can fail and go on. */
export interface Recovery {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

export interface TaskState extends Named, Leaving, Recovery {
  readonly type: 'Task';
  readonly resource: string;
  readonly arguments?: Template;
  readonly timeout?: Template;
  readonly heartbeat?: Template;
}

export interface ParallelState extends Named, Leaving, Recovery {
  readonly type: 'Parallel';
  readonly arguments?: Template;
  readonly branches: readonly StateGraph[];
}

export interface MapState extends Named, Leaving, Recovery {
  readonly type: 'Map';
  readonly items?: Template;
  readonly itemSelector?: Template;
  readonly maxConcurrency?: Template;
  readonly processor: StateGraph;
}

export interface ChoiceState extends Named, Leaving {
  readonly type: 'Choice';
  readonly rules: readonly (Leaving & { readonly condition: Template; readonly next: string })[];
  readonly default?: string;
}

export interface WaitState extends Named, Leaving {
  readonly type: 'Wait';
  readonly seconds?: Template;
  readonly timestamp?: Template;
}

export interface PassState extends Named, Leaving {
  readonly type: 'Pass';
}

export interface SucceedState extends Named, Leaving {
  readonly type: 'Succeed';
}

export interface FailState extends Named {
  readonly type: 'Fail';
  readonly error?: Template;
  readonly failCause?: Template;
}

/** Reads a definition that `validate` found no error in. */
export function readDefinition(text: string): MachineDefinition {
  const definition = JSON.parse(text) as JsonMap;
  return { ...readGraph(definition), ...optional('timeout', definition.TimeoutSeconds as number | undefined) };
}

function readGraph(graph: JsonMap): StateGraph {
  const states = graph.States as JsonMap;
  return {
    startAt: graph.StartAt as string,
    states: new Map(Object.keys(states).map(name => [name, readState(name, states[name] as JsonMap)])),
  };
}

function readState(name: string, state: JsonMap): State {
  const common = { name, ...optional('next', state.Next as string | undefined), ...readLeaving(state, '') };
  const field = (key: string): Template | undefined => readField(state, key);
  switch (state.Type as State['type']) {
    case 'Task':
      return {
        ...common,
        ...readRecovery(state),
        type: 'Task',
        resource: state.Resource as string,
        ...optional('arguments', field('Arguments')),
        ...optional('timeout', field('TimeoutSeconds')),
        ...optional('heartbeat', field('HeartbeatSeconds')),
      };
    case 'Parallel':
      return {
        ...common,
        ...readRecovery(state),
        type: 'Parallel',
        ...optional('arguments', field('Arguments')),
        branches: (state.Branches as JsonMap[]).map(readGraph),
      };
    case 'Map':
      return {
        ...common,
        ...readRecovery(state),
        type: 'Map',
        ...optional('items', field('Items')),
        ...optional('itemSelector', field('ItemSelector')),
        ...optional('maxConcurrency', field('MaxConcurrency')),
        processor: readGraph(state.ItemProcessor as JsonMap),
      };
    case 'Choice':
      return {
        ...common,
        type: 'Choice',
        rules: (state.Choices as JsonMap[]).map((rule, i) => ({
          condition: compileTemplate(rule.Condition as Json, `Choices[${i}]/Condition`),
          next: rule.Next as string,
          ...readLeaving(rule, `Choices[${i}]/`),
        })),
        ...optional('default', state.Default as string | undefined),
      };
    case 'Wait':
      return {
        ...common,
        type: 'Wait',
        ...optional('seconds', field('Seconds')),
        ...optional('timestamp', field('Timestamp')),
      };
    case 'Pass':
      return { ...common, type: 'Pass' };
    case 'Succeed':
      return { ...common, type: 'Succeed' };
    case 'Fail':
      return { ...common, type: 'Fail', ...optional('error', field('Error')), ...optional('failCause', field('Cause')) };
  }
}

function readRecovery(state: JsonMap): Recovery {
  return {
    retry: ((state.Retry ?? []) as JsonMap[]).map(readRetrier),
    catch: ((state.Catch ?? []) as JsonMap[]).map((catcher, i) => ({
      errorEquals: catcher.ErrorEquals as readonly string[],
      next: catcher.Next as string,
      ...readLeaving(catcher, `Catch[${i}]/`),
    })),
  };
}

/** The defaults are those of https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
function readRetrier(retrier: JsonMap): Retrier {
  const number = (key: string, otherwise: number): number => (retrier[key] as number | undefined) ?? otherwise;
  return {
    errorEquals: retrier.ErrorEquals as readonly string[],
    intervalSeconds: number('IntervalSeconds', 1),
    maxAttempts: number('MaxAttempts', 3),
    backoffRate: number('BackoffRate', 2),
    maxDelaySeconds: number('MaxDelaySeconds', Infinity),
    jitter: retrier.JitterStrategy === 'FULL',
  };
}

function readLeaving(owner: JsonMap, prefix: string): Leaving {
  return {
    ...optional('assign', readField(owner, 'Assign', prefix)),
    ...optional('output', readField(owner, 'Output', prefix)),
  };
}

function readField(owner: JsonMap, key: string, prefix = ''): Template | undefined {
  return Object.hasOwn(owner, key) ? compileTemplate(owner[key] as Json, prefix + key) : undefined;
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
