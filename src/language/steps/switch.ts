import { block, blockFields, condition, listOf, steps } from '../fields';
import type { Block, SwitchCase } from '../ir';
import { blockOf, defined, type Field, optional, readRecord, required } from '../reader';
import { defineStep, printCondition } from '../syntax';

const caseFields = { when: required(condition, 'The condition.'), ...blockFields };

const switchCase: Field<SwitchCase> = {
  schema: { $ref: '#/definitions/switchCase' },
  read(value, at, reader) {
    const values = readRecord(value, at, 'A case of "switch"', caseFields, reader);
    return values && { when: values.when, body: blockOf(values, at), origin: at };
  },
};

const otherwise: Field<Block> = {
  schema: { anyOf: [{ $ref: '#/definitions/steps' }, { $ref: '#/definitions/block' }] },
  read(value, at, reader) {
    if (!Array.isArray(value)) return block('"default"').read(value, at, reader);
    const read = steps.read(value, at, reader);
    return read && blockOf({ do: read }, at);
  },
};

export const switchStep = defineStep({
  kind: 'switch',
  verbs: ['switch'],
  doc: 'Runs the first case whose condition holds, else `default`, else nothing.',
  value: 'that of the block that ran; null when none did',
  canFail: true,
  fields: {
    switch: required(listOf(switchCase, { least: 1 }), 'The cases, tried in order: `when` and a block.'),
    default: optional(otherwise, 'Steps or a block for when no condition holds.'),
  },
  build: (values, base) => ({ ...base, kind: 'switch', cases: values.switch, ...defined({ otherwise: values.default }) }),
  print: (step, printer) => ({
    switch: step.cases.map(({ when, body }) => ({ when: printCondition(when), ...printer.block(body) })),
    ...(step.otherwise ? { default: printer.block(step.otherwise) } : {}),
  }),
});

export const switchCaseFields = caseFields;
