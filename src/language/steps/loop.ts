import * as found from '../../diagnostics/catalogue';
import { blockFields, condition, duration, wholeNumber } from '../fields';
import { blockOf, defined, optional } from '../reader';
import { defineStep, origin, printCondition, printDurationField } from '../syntax';

export const loop = defineStep({
  kind: 'loop',
  verbs: ['while', 'until'],
  doc: 'Runs a block again and again: `while` asks before each round, `until` after it.',
  value: "that of the last round's block; null if none ran",
  canFail: true,
  fields: {
    while: optional(condition, 'Goes on while this holds; asked before each round.'),
    until: optional(condition, 'Goes on until this holds; asked after each round.'),
    ...blockFields,
    every: optional(duration(1), 'Waited between rounds.'),
    max: optional(wholeNumber(1), 'Rounds at most; when the condition then asks for another, the step fails with `Timeout`.'),
  },
  build(values, base, reader) {
    const condition = values.while ?? values.until;
    if (!condition) return undefined;
    if (values.while && values.until) {
      reader.report(found.twoVerbs({ path: origin(base, 'until'), key: true }, base.name, ['while', 'until']));
      return undefined;
    }
    return {
      ...base,
      kind: 'loop',
      mode: values.while ? 'while' : 'until',
      condition,
      ...defined({ every: values.every, max: values.max }),
      body: blockOf(values, base.origin),
    };
  },
  print: (step, printer) => ({
    [step.mode]: printCondition(step.condition),
    ...printer.block(step.body),
    ...(step.every ? { every: printDurationField(step.every) } : {}),
    ...(step.max === undefined ? {} : { max: step.max }),
  }),
});
