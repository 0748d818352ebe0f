import { printTemplate } from '../expressions/print';
import { duration, template } from '../fields';
import type { WaitStep } from '../ir';
import { isMap } from '../json';
import { type Field, isUnquoted, readRecord, required } from '../reader';
import { defineStep, printDurationField } from '../syntax';

const timeFields = { until: required(template, 'An ISO 8601 date and time; in the past: goes on at once.') };

const waited: Field<WaitStep['for']> = {
  schema: { type: ['string', 'integer', 'object'] },
  read(value, at, reader) {
    if (isMap(value) && !isUnquoted(value)) {
      const values = readRecord(value, at, '"wait"', timeFields, reader);
      return values && { kind: 'time', value: values.until };
    }
    const seconds = duration(0).read(value, at, reader);
    return seconds && { kind: 'seconds', value: seconds };
  },
};

export const wait = defineStep({
  kind: 'wait',
  verbs: ['wait'],
  doc: 'Waits for a time: `10m`, a template that gives seconds, or `{ until: time }`.',
  value: 'null',
  canFail: true,
  fields: { wait: required(waited, 'A duration, or `{ until }`.') },
  build: (values, base) => ({ ...base, kind: 'wait', for: values.wait }),
  print: step => ({
    wait: step.for.kind === 'time' ? { until: printTemplate(step.for.value) } : printDurationField(step.for.value),
  }),
});
