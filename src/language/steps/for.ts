import * as found from '../../diagnostics/catalogue';
import { printExpression, printTemplate } from '../expressions/print';
import { blockFields, condition, flag, items, name, wholeNumber } from '../fields';
import { blockOf, defined, type Field, optional, readRecord, required, type ValuesOf } from '../reader';
import { defineStep, origin, printCondition } from '../syntax';

const headFields = {
  each: required(name('variable'), 'The name of the item.'),
  in: required(items, 'The list, evaluated once.'),
  at: optional(name('variable'), 'The name of the position, from 0.'),
  where: optional(condition, 'Which items to take; asked before the first round.'),
};
type Head = ValuesOf<typeof headFields>;

const head: Field<Head> = {
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['each', 'in'],
    properties: Object.fromEntries(
      Object.entries(headFields).map(([key, { field, doc }]) => [key, { ...field.schema, description: doc }]),
    ),
  },
  read: (value, at, reader) =>
    readRecord(value, at, '"for"', headFields, reader, {
      misplaced: Object.fromEntries(
        ['do', 'output', 'concurrency', 'until', 'settle'].map(key => [key, `\`${key}\` stands beside \`for\`, not in it.`]),
      ),
    }),
};

export const forStep = defineStep({
  kind: 'for',
  verbs: ['for'],
  doc: 'Runs a block for each item of a list, in order or up to `concurrency` at once.',
  value: "with `output` the list of the rounds' values in the order of the items, else null",
  canFail: true,
  fields: {
    for: required(head, '`{ each, in, at, where }`'),
    ...blockFields,
    concurrency: optional(wholeNumber(1), 'More than 1: that many iterations may run at once, each with variables of its own.'),
    settle: optional(
      flag,
      "Concurrent only: an iteration's error doesn't fail the step; values are `{ ok, value }` or `{ ok, error }`.",
    ),
    until: optional(condition, 'Sequential only: asked after each round; ends the loop when it holds.'),
  },
  build(values, base, reader) {
    const { for: loop, concurrency, settle = false, until } = values;
    const concurrent = concurrency !== undefined && concurrency > 1;
    if (concurrent && until) {
      reader.report(
        found.notAllowedHere(
          { path: origin(base, 'until'), key: true },
          '"until" needs rounds in order; this `for` is concurrent.',
          'Leave out `concurrency`, or filter with `where`.',
        ),
      );
    }
    if (!concurrent && settle) {
      reader.report(
        found.notAllowedHere(
          { path: origin(base, 'settle'), key: true },
          '"settle" is for concurrent iterations; this `for` runs in order.',
          'Give it a `concurrency` above 1, or catch errors inside.',
        ),
      );
    }
    return {
      ...base,
      kind: 'for',
      each: loop.each,
      in: loop.in,
      ...defined({
        at: loop.at,
        where: loop.where,
        concurrency: concurrent ? concurrency : undefined,
        until: concurrent ? undefined : until,
      }),
      settle: settle && concurrent,
      body: blockOf(values, base.origin),
    };
  },
  print: (step, printer) => ({
    for: {
      each: step.each,
      in: step.in.kind === 'list' || step.in.kind === 'text' ? printTemplate(step.in) : printExpression(step.in),
      ...(step.at === undefined ? {} : { at: step.at }),
      ...(step.where ? { where: printCondition(step.where) } : {}),
    },
    ...printer.block(step.body),
    ...(step.concurrency === undefined ? {} : { concurrency: step.concurrency }),
    ...(step.settle ? { settle: true } : {}),
    ...(step.until ? { until: printCondition(step.until) } : {}),
  }),
});
