import * as found from '../../diagnostics/catalogue';
import { steps, template } from '../fields';
import { blockOf, optional } from '../reader';
import { defineStep, origin } from '../syntax';

export const doStep = defineStep({
  kind: 'do',
  verbs: ['do', 'try', 'output'],
  doc: 'Runs steps in order. `try` is accepted for `do`, for those who give it a `catch`.',
  value: "the block's `output`, else null",
  canFail: true,
  fields: {
    do: optional(steps, 'The steps.'),
    try: optional(steps, 'The same as `do`.'),
    output: optional(template, "The block's value, evaluated when its steps are done; null when absent."),
  },
  build(values, base, reader) {
    if (values.do && values.try)
      reader.report(found.twoVerbs({ path: origin(base, 'try'), key: true }, base.name, ['do', 'try']));
    return { ...base, kind: 'do', body: blockOf({ do: values.do ?? values.try, output: values.output }, base.origin) };
  },
  print: (step, printer) => printer.block(step.body),
});
