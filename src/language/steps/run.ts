import { printTemplate } from '../expressions/print';
import { duration, emptyMap, template, text } from '../fields';
import { defined, optional, required } from '../reader';
import { defineStep, printDurationField } from '../syntax';

export const run = defineStep({
  kind: 'run',
  verbs: ['run'],
  doc: 'Runs another workflow of the service and waits for its end. Its error passes through whole.',
  value: 'what the other workflow returns',
  canFail: true,
  fields: {
    run: required(text, 'A key of `workflows`.'),
    with: optional(template, "The other workflow's input; an empty map when absent."),
    timeout: optional(duration(1), 'How long an attempt may take; then it fails with `Timeout`.'),
  },
  build: (values, base) => ({
    ...base,
    kind: 'run',
    workflow: values.run,
    with: values.with ?? emptyMap(base.origin),
    ...defined({ timeout: values.timeout }),
  }),
  print: step => ({
    run: step.workflow,
    ...(step.with.kind === 'map' && step.with.entries.length === 0 ? {} : { with: printTemplate(step.with) }),
    ...(step.timeout ? { timeout: printDurationField(step.timeout) } : {}),
  }),
});
