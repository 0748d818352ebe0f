import type { Expression } from '../../../src/adapter';
import { types } from '../../../src/language/expressions/typeset';
import { isHarmless } from '../expressions/harmless';
import { literal, mapOf, nothing, raw, typedVariable } from '../expressions/raw';
import type { Assign, Edge, Node, Rule } from '../flow/graph';
import { guardedBlock } from '../guard';
import { commentOf, type Lowering, nameOf, orderOf, read, type Scope, type StepLowering } from '../scope';
import { choice, pass, to } from '../states';
import { raiseEdge } from '../takers';
import { seconds } from './seconds';

/** A cycle through a choice, which a poll's wait is part of. https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export const loop: StepLowering<'loop'> = lowering =>
  guardedBlock(lowering.step, lowering.scope, lowering.finish, inside =>
    lowering.step.mode === 'until' ? untilLoop(lowering, inside) : whileLoop(lowering, inside),
  );

/** Body, then the question. */
function untilLoop({ step, scope, finish }: Lowering<'loop'>, inside: Scope): Node {
  const rounds = roundsOf({ step, scope, finish });
  const body = deferred(nameOf(step, 'round'), orderOf(step, scope, 2));
  const again = nextRound({ step, scope, finish }, inside, body, rounds);
  const condition = read(step.condition, inside);
  const start = scope.machine.block(step.body, inside, value => {
    // Nothing is assigned between the value and the question: it needs to be said only where the loop is left.
    const isLate = isHarmless(value);
    const kept = scope.machine.variables.own(step.name, 'value');
    const question = choice(
      { name: step.name, ...commentOf(step), order: orderOf(step, scope, 1) },
      [{ condition, edge: finish(isLate ? value : typedVariable(kept, types.any)) }, ...again.rules],
      again.otherwise,
    );
    return isLate ? question : pass(nameOf(step, 'value'), orderOf(step, scope, 2), to(question, { name: kept, value }));
  });
  body.is(start);
  return pass(nameOf(step, 'start'), orderOf(step, scope, 0), { assign: rounds.first, to: start });
}

/** The question, then the body; where something happens between rounds, the first question is asked by a state of its own. */
function whileLoop({ step, scope, finish }: Lowering<'loop'>, inside: Scope): Node {
  const { variables } = scope.machine;
  const rounds = roundsOf({ step, scope, finish });
  const body = deferred(nameOf(step, 'round'), orderOf(step, scope, 2));
  const condition = read(step.condition, inside);
  const stops = not(condition);
  const kept = variables.own(step.name, 'value');
  const hasValue = step.body.output !== undefined;
  const done = finish(hasValue ? typedVariable(kept, types.any) : nothing);
  const first = choice(
    { name: step.name, ...commentOf(step), order: orderOf(step, scope, 1) },
    [{ condition, edge: { assign: rounds.first, to: body.node } }],
    done,
  );
  const isPlain = step.every === undefined && step.max === undefined;
  const again = nextRound({ step, scope, finish }, inside, body, rounds);
  const question = isPlain
    ? first
    : choice(
        { name: nameOf(step, 'again'), order: orderOf(step, scope, 3) },
        again.rules.length === 0 ? [{ condition, edge: again.otherwise }] : [{ condition: stops, edge: done }, ...again.rules],
        again.rules.length === 0 ? done : again.otherwise,
      );
  body.is(
    scope.machine.block(step.body, inside, value =>
      pass(nameOf(step, 'value'), orderOf(step, scope, 2), hasValue ? to(question, { name: kept, value }) : to(question)),
    ),
  );
  return pass(nameOf(step, 'start'), orderOf(step, scope, 0), hasValue ? to(first, { name: kept, value: nothing }) : to(first));
}

function not(condition: Expression): Expression {
  if (condition.kind === 'literal') return literal(condition.value === false);
  return { kind: 'unary', operator: '!', operand: condition, place: condition.place };
}

interface Rounds {
  readonly first: readonly Assign[];
  readonly isAllowed?: Expression;
  readonly next: readonly Assign[];
}

/** The count of rounds, where there is a limit. */
function roundsOf({ step, scope }: Lowering<'loop'>): Rounds {
  if (step.max === undefined) return { first: [], next: [] };
  const name = scope.machine.variables.own(step.name, 'rounds');
  const rounds = typedVariable(name, types.number);
  return {
    first: [{ name, value: literal(1) }],
    isAllowed: raw([rounds, ` < ${step.max}`], { types: types.boolean, isAtom: false }),
    next: [{ name, value: raw([rounds, ' + 1'], { types: types.number, isAtom: false }) }],
  };
}

/** What follows when the condition asks for another round. */
function nextRound(
  { step, scope }: Lowering<'loop'>,
  inside: Scope,
  body: Deferred,
  rounds: Rounds,
): { readonly rules: readonly Rule[]; readonly otherwise: Edge } {
  const next: Node = step.every
    ? {
        kind: 'wait',
        name: nameOf(step, 'wait'),
        order: orderOf(step, scope, 4),
        field: 'Seconds',
        value: seconds(read(step.every, inside), 1),
        next: to(body.node),
      }
    : body.node;
  const edge = { assign: rounds.next, to: next };
  if (!rounds.isAllowed || step.max === undefined) return { rules: [], otherwise: edge };
  const message = literal(`the condition asks for more than ${step.max} round${step.max === 1 ? '' : 's'}`);
  const error = mapOf({ name: literal('Timeout'), message, details: nothing });
  return {
    rules: [{ condition: rounds.isAllowed, edge }],
    otherwise: raiseEdge(step, inside, inside.takers, { name: 'Timeout', error }),
  };
}

interface Deferred {
  readonly node: Node;
  is(node: Node): void;
}

/** A state that the loop points back to before it is there: an empty pass, which folding takes away. */
function deferred(name: string, order: number): Deferred {
  const node: Node & { kind: 'pass' } = {
    kind: 'pass',
    name,
    order,
    next: { assign: [], to: undefined as unknown as Node },
  };
  return { node, is: target => void (node.next = to(target)) };
}
