import { printTemplate } from '../expressions/print';
import { duration, emptyMap, template, text } from '../fields';
import { defined, optional, required } from '../reader';
import { defineStep, printDurationField } from '../syntax';

export const call = defineStep({
  kind: 'call',
  verbs: ['call'],
  doc: 'Calls a function of the service.',
  value: 'what the function returns',
  canFail: true,
  fields: {
    call: required(text, 'A key of `functions`.'),
    with: optional(template, "The function's input; an empty map when absent."),
    timeout: optional(duration(1), 'How long an attempt may take; then it fails with `Timeout`.'),
  },
  build: (values, base) => ({
    ...base,
    kind: 'call',
    function: values.call,
    with: values.with ?? emptyMap(base.origin),
    ...defined({ timeout: values.timeout }),
  }),
  print: step => ({
    call: step.function,
    ...(step.with.kind === 'map' && step.with.entries.length === 0 ? {} : { with: printTemplate(step.with) }),
    ...(step.timeout ? { timeout: printDurationField(step.timeout) } : {}),
  }),
});
