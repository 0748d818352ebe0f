import * as found from '../../diagnostics/catalogue';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import { errorNameProblem } from '../../language/errors';
import type { Expression } from '../../language/expressions/ast';
import { types } from '../../language/expressions/typeset';
import { parseTime } from '../../language/expressions/values';
import type { Block, Step, Workflow } from '../../language/ir';
import { blocksOf, expressionsOf, walkExpression } from '../../language/visit';
import { checkTypes, expectType } from './types';

type Report = (diagnostic: Diagnostic) => void;

/** Checks every expression of a workflow, by itself and for what its place takes. */
export function checkExpressions(workflow: Workflow, report: Report): void {
  const visit = (block: Block): void => {
    for (const step of block.steps) {
      checkStep(step, report);
      for (const nested of blocksOf(step)) visit(nested.block);
    }
    if (block.output) checkValue(block.output, report);
  };
  visit(workflow.body);
}

function checkStep(step: Step, report: Report): void {
  for (const { expression, role } of expressionsOf(step)) {
    if (role === 'assignment') checkTypes(expression, report);
    else checkValue(expression, report);
    if (role === 'condition')
      expectType(expression, types.boolean, 'A condition', report, 'There is no truthiness: compare, as in `x != null`.');
    if (role === 'items') expectType(expression, types.list, '`in`', report);
    if (role === 'text') expectType(expression, types.string, textOf(step), report);
    if (role === 'duration') checkDuration(expression, step.kind === 'wait' ? 0 : 1, report);
  }
  if (step.kind === 'http') {
    for (const map of [step.headers, step.query]) checkScalars(map, map === step.query, report);
  }
  if (step.kind === 'wait' && step.for.kind === 'time') checkTime(step.for.value, report);
  if (step.kind === 'raise' && step.error.kind === 'dynamic') checkRaised(step.error.value, report);
}

function textOf(step: Step): string {
  if (step.kind === 'http') return '`url`';
  return step.kind === 'wait' ? '`until`' : '`message`';
}

/** `now()` and `uuid()` stand only in `set`. */
function checkValue(expression: Expression, report: Report): void {
  checkTypes(expression, report);
  for (const node of walkExpression(expression)) {
    if (node.kind === 'call' && (node.builtin === 'now' || node.builtin === 'uuid'))
      report(found.nowOutsideSet(node.place, node.builtin));
  }
}

function checkDuration(expression: Expression, least: 0 | 1, report: Report): void {
  expectType(expression, types.number, 'A duration', report);
  if (expression.kind !== 'literal' || typeof expression.value !== 'number') return;
  const { value } = expression;
  if (!Number.isInteger(value) || value < least)
    report(found.badDuration(expression.place, String(value), `it must be whole seconds, at least ${least}`));
}

function checkScalars(map: Expression | undefined, nullable: boolean, report: Report): void {
  if (!map) return;
  if (map.kind !== 'map') return expectType(map, types.map, nullable ? '`query`' : '`headers`', report);
  for (const { value } of map.entries)
    expectType(value, types.printable | (nullable ? types.null : 0), nullable ? '`query`' : '`headers`', report);
}

function checkTime(expression: Expression, report: Report): void {
  if (expression.kind !== 'literal' || typeof expression.value !== 'string') return;
  try {
    parseTime(expression.value);
  } catch {
    report(found.typeMismatch(expression.place, '`until`', 'a date and time like 2026-11-20T09:00:00Z', `"${expression.value}"`));
  }
}

function checkRaised(value: Expression, report: Report): void {
  expectType(value, types.map, '`raise`', report);
  if (value.kind !== 'map') return;
  const field = (key: string): Expression | undefined => value.entries.find(entry => entry.key === key)?.value;
  for (const key of ['name', 'message']) {
    const text = field(key);
    if (text) expectType(text, types.string, `\`${key}\` of an error`, report);
    else report(found.missingKey(value.place, key, 'An error'));
  }
  const name = field('name');
  const problem = name?.kind === 'literal' && typeof name.value === 'string' ? errorNameProblem(name.value) : undefined;
  if (name?.kind === 'literal' && problem) report(found.badErrorName(name.place, String(name.value), problem));
}
