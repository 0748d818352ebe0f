import type { Expression } from '../../../src/adapter';
import { types } from '../../../src/language/expressions/typeset';
import { literal, mapOf, raw, variable } from '../expressions/raw';
import type { Node } from '../flow/graph';
import type { Taker } from '../scope';
import { type Scope } from '../scope';
import { succeed, to } from '../states';

/** The scope of a branch or an iteration: nobody outside takes its errors, they leave it; with `settle` they end it. */
export function enclosed(name: string, scope: Scope, settle: boolean, last: number, use = 'failure'): Scope {
  return {
    ...scope,
    mistake: mistakeOf(name, last),
    failedRun: failedRunOf(name, last),
    takers: settle ? [settling(name, scope.machine.variables.own(name, use), last)] : [],
  };
}

/** What a settled branch gives when it is done. */
export const settled = (value: Expression): Expression => mapOf({ ok: literal(true), value });

function settling(name: string, own: string, order: number): Taker {
  let end: Node | undefined;
  return {
    edge: error => {
      end ??= succeed(`${name}: failed`, order, mapOf({ ok: literal(false), error: variable(own) }));
      return to(end, { name: own, value: error });
    },
  };
}

/** Ends a machine for a mistake in the workflow that a catcher was given; whoever is around it lets it pass again. */
export function mistakeOf(name: string, order: number): () => Node {
  let node: Node | undefined;
  return () =>
    (node ??= {
      kind: 'fail',
      name: `${name}: expression error`,
      order,
      error: literal('ExpressionError'),
      cause: raw(['$states.input.Cause'], { types: types.string }),
    });
}

/**
 * Ends a machine with what another workflow failed with, which stands in the description of its execution: its Error and
 * its Cause, as they are; and so does what kept it from running, which the catcher is given as well.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
export function failedRunOf(name: string, order: number): () => Node {
  let node: Node | undefined;
  const error = '$states.input';
  const described = (member: string): string =>
    `${error}.Error = "States.TaskFailed" ? ($run := $parse(${error}.Cause); ${member}) : ${error}`;
  return () =>
    (node ??= {
      kind: 'fail',
      name: `${name}: failed run`,
      order,
      error: raw([`${described('$run.Status = "TIMED_OUT" ? "Timeout" : $exists($run.Error) ? $run.Error : "Error"')}.Error`], {
        types: types.string,
        isAtom: false,
      }),
      cause: raw([`${described('$exists($run.Cause) ? $run.Cause : ""')}.Cause`], { types: types.string, isAtom: false }),
    });
}
