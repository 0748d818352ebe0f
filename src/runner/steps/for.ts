import { ExpressionError } from '../../language/expressions/error';
import { evaluate, evaluateBoolean } from '../../language/expressions/evaluate';
import type { ForStep } from '../../language/ir';
import { type Json, typeOf } from '../../language/json';
import { concurrently } from '../concurrent';
import type { Context, StepRunner } from '../execution';
import type { Frame } from '../frame';

export const forStep: StepRunner<'for'> = (step, context) => {
  const history = { failed: false };
  return async () => {
    const items = itemsOf(step, context.frame);
    if (step.concurrency === undefined) return inOrder(step, items, context);
    const values = await concurrently(step, items.length, step.concurrency, context, history, (i, inner) => {
      const frame = round(step, items[i] as Json, i, context.frame).concurrent();
      return inner.within(frame, `${context.path}[${i}]`).block(step.body);
    });
    return step.body.output || step.settle ? values : null;
  };
};

async function inOrder(step: ForStep, items: readonly Json[], context: Context): Promise<Json> {
  const values: Json[] = [];
  for (const [i, item] of items.entries()) {
    const frame = round(step, item, i, context.frame);
    const value = await context.within(frame, `${context.path}[${i}]`).block(step.body);
    if (step.body.output) values.push(value);
    if (step.until && evaluateBoolean(step.until, frame)) break;
  }
  return step.body.output ? values : null;
}

function itemsOf(step: ForStep, frame: Frame): readonly Json[] {
  const items = evaluate(step.in, frame);
  if (!Array.isArray(items)) throw new ExpressionError(`\`in\` takes a list, not a ${typeOf(items)}`);
  const { where } = step;
  return where ? items.filter(item => evaluateBoolean(where, frame.bind([[step.each, item as Json]]))) : items;
}

function round(step: ForStep, item: Json, position: number, frame: Frame): Frame {
  return frame.bind(
    step.at === undefined
      ? [[step.each, item]]
      : [
          [step.each, item],
          [step.at, position],
        ],
  );
}
