import { printTemplate } from '../expressions/print';
import { template } from '../fields';
import { required } from '../reader';
import { defineStep } from '../syntax';

export const returnStep = defineStep({
  kind: 'return',
  verbs: ['return'],
  doc: 'Ends the workflow with a value.',
  value: 'never',
  canFail: false,
  fields: { return: required(template, "The workflow's value.") },
  build: (values, base) => ({ ...base, kind: 'return', value: values.return }),
  print: step => ({ return: printTemplate(step.value) }),
});
