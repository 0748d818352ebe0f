import type { ForStep, LoopStep } from '../../src/adapter';
import { boundBy, stepsIn, variablesIn } from '../../src/language/visit';
import { tasksPerRound } from './analysis';
import {
  assign,
  binary,
  context,
  declare,
  delegated,
  execution,
  expression,
  giveBack,
  leave,
  literal,
  map,
  member,
  name,
  pack,
  raise,
  tryFinally,
  when,
} from './code';
import { lowerCondition } from './expressions';
import { childOf, type Frame, fresh, help, into, nowhere, ofFunction, type Sink, withIteration } from './frame';
import { identifier } from './identifiers';
import { leaveWorkflow } from './leave';
import type { Code, Orchestrator, Statement } from './model';
import { goesOnAlways, lowerRounds } from './repetition';
import { roundBody } from './scope';
import { assignedNames, freeNames, returns } from './variables';

/** Where a loop stands when its rounds go on elsewhere. */
interface Standing {
  /** The variable that counts the rounds. */
  readonly position: string;
  /** `for`: the items, and the list that collects the values. */
  readonly items?: Code;
  readonly values?: string | undefined;
  /** `while`, `until`: the variable that holds the last round's value. */
  readonly value?: Code;
}

/**
 * The end of a round of a long loop: when the orchestration has awaited enough, the rounds that are left run in
 * orchestrations of their own, some in each. In such an orchestration itself the round's end is `pauseRounds`.
 */
export function goOnElsewhere(step: ForStep | LoopStep, frame: Frame, standing: Standing): readonly Statement[] {
  const variables = loopVariables(step, frame);
  const outer = outerNames(step);
  const orchestrator = childOf(frame, 'loop', step.name);
  const restName = fresh(frame, 'rest');
  const { items, position, values, value } = standing;
  const started = map({
    ...(items ? { items } : {}),
    next: binary(name(position), '+', literal(1)),
    ...(values === undefined ? {} : { values: name(values) }),
    ...(value ? { value } : {}),
    ...(variables.length > 0 ? { variables: pack(variables) } : {}),
    ...(outer.length > 0 ? { outer: pack(outer) } : {}),
  });
  // A loop in a long loop is met twice: in place, and in the outer loop's own orchestration.
  if (!frame.build.children.has(orchestrator))
    frame.build.children.set(orchestrator, roundsOrchestrator(step, orchestrator, variables, outer, standing, frame));
  const run = delegated(help(frame, 'roundsOf', context, execution, literal(orchestrator), started));
  const rest = (key: string): Code => member(name(restName), key);
  const returned = returns(step.body);
  // An error comes with what the variables were when it was thrown; where there are none, it is thrown at once.
  const takeOver: readonly Statement[] = [
    ...(variables.length > 0
      ? [{ kind: 'unpack' as const, names: variables, value: rest('variables') }, when(rest('error'), [raise(rest('error'))])]
      : []),
    ...(returned ? [when(rest('returned'), leaveWorkflow(member(rest('returned'), 'value'), frame))] : []),
    ...(value ? [assign(value, rest('value'))] : []),
  ];
  return [when(isSpent(step, frame), [takeOver.length > 0 ? declare(restName, run) : expression(run), ...takeOver, leave])];
}

function isSpent(step: ForStep | LoopStep, frame: Frame): Code {
  const tasks = tasksPerRound(step);
  return help(frame, 'isSpent', execution, ...(tasks > 1 ? [literal(tasks)] : []));
}

/** The variables that the rounds assign and somebody reads, but those of one round: they come in, and go out again. */
function loopVariables(step: ForStep | LoopStep, frame: Frame): string[] {
  const { locals, read } = frame.build;
  const inRounds = new Set([step, ...stepsIn(step.body)].flatMap(each => [...(locals.get(each) ?? [])]));
  return [...assignedNames(step.body)].filter(name => read.has(name) && !inRounds.has(name)).map(identifier);
}

/** What the rounds only read. */
function outerNames(step: ForStep | LoopStep): string[] {
  const bound = step.kind === 'for' ? boundBy(step) : [];
  const names = freeNames(step.body, bound);
  const condition = step.kind === 'loop' ? step.condition : step.until;
  if (condition) for (const read of variablesIn(condition)) if (!bound.includes(read)) names.add(read);
  if (step.kind === 'loop' && step.every) for (const read of variablesIn(step.every)) names.add(read);
  const assigned = assignedNames(step.body);
  return [...names].filter(read => !assigned.has(read)).map(identifier);
}

const loop = name('loop');

function roundsOrchestrator(
  step: ForStep | LoopStep,
  orchestrator: string,
  variables: readonly string[],
  outer: readonly string[],
  standing: Standing,
  from: Frame,
): Orchestrator {
  const own = ofFunction(from, { repeats: true, guarded: true, exit: 'rounds' });
  const frame = step.kind === 'for' ? withIteration(own, step) : own;
  const rounds = step.kind === 'for' ? forRounds(step, frame, standing) : loopRounds(step, frame, standing);
  return {
    name: orchestrator,
    comment: [`The rounds of "${step.name}" that are too many for one history.`],
    wrapper: 'asRounds',
    parameters: ['context', 'loop', 'execution'],
    timeout: null,
    body: [
      ...(outer.length > 0 ? [declare({ map: outer }, member(loop, 'outer'))] : []),
      ...(variables.length > 0
        ? [
            { kind: 'declare' as const, keyword: 'let' as const, binding: { map: variables }, value: member(loop, 'variables') },
            tryFinally(rounds, [assign(member(loop, 'variables'), pack(variables))]),
          ]
        : rounds),
    ],
  };
}

function forRounds(step: ForStep, frame: Frame, { values }: Standing): readonly Statement[] {
  const position = step.at === undefined ? fresh(frame, 'position') : identifier(step.at);
  const sink: Sink = values === undefined ? nowhere : { kind: 'push', list: member(loop, 'values') };
  const isOver = assign(member(loop, 'over'), literal(true));
  return [
    {
      kind: 'forOf',
      binding: { list: [position, identifier(step.each)] },
      list: member(loop, 'items'),
      body: roundBody(
        step,
        [
          ...frame.build.block(step.body, sink, frame),
          ...(step.until ? [when(lowerCondition(step.until, frame), [isOver, leave])] : []),
          pauseRounds(step, position, frame),
        ],
        frame,
      ),
    },
  ];
}

function loopRounds(step: LoopStep, frame: Frame, { value }: Standing): readonly Statement[] {
  const position = fresh(frame, 'round');
  const sink = value ? into(member(loop, 'value')) : nowhere;
  const rounds = lowerRounds(step, frame, sink, position, member(loop, 'next'), [pauseRounds(step, position, frame)]);
  return goesOnAlways(step) ? [rounds] : [rounds, assign(member(loop, 'over'), literal(true))];
}

/** Leaves the rounds that are left to another orchestration. */
function pauseRounds(step: ForStep | LoopStep, position: string, frame: Frame): Statement {
  const next = assign(member(loop, 'next'), binary(name(position), '+', literal(1)));
  return when(isSpent(step, frame), [next, giveBack(null)]);
}
