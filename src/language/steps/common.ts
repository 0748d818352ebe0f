import * as found from '../../diagnostics/catalogue';
import type { ConfigPath } from '../../diagnostics/diagnostic';
import { blockFields, condition, errorNames, errorVariable, label, listOf, literalDuration, text, wholeNumber } from '../fields';
import type { CatchEntry, RetryPolicy } from '../ir';
import { blockOf, defined, describe, type Field, optional, readRecord } from '../reader';

const backoff: Field<number> = {
  schema: { type: 'number', minimum: 1 },
  read(value, at, reader) {
    if (typeof value === 'number' && Number.isFinite(value) && value >= 1) return value;
    reader.report(
      found.badRetry(
        { path: at },
        `"backoff" must be a number, at least 1, not ${describe(value)}.`,
        'With 1 every delay is the same, with 2 each is twice the last.',
      ),
    );
    return undefined;
  },
};

const policyFields = {
  errors: optional(errorNames, 'The errors it is for; every error when absent.'),
  maxRetries: optional(wholeNumber(0), 'Attempts after the first; 3 when absent.'),
  delay: optional(literalDuration, 'Before the first retry; 1s when absent.'),
  backoff: optional(backoff, 'What each further delay is multiplied by; 2 when absent.'),
  maxDelay: optional(literalDuration, 'The longest delay; no bound when absent.'),
};

const policy: Field<RetryPolicy> = {
  schema: { $ref: '#/definitions/retryPolicy' },
  read(value, at, reader) {
    const values = readRecord(value, at, '"retry"', policyFields, reader);
    if (!values) return undefined;
    const { errors, maxRetries = 3, delay = 1, backoff: factor = 2, maxDelay } = values;
    return { ...defined({ errors, maxDelay }), maxRetries, delay, backoff: factor, origin: at };
  },
};

const policies: Field<readonly RetryPolicy[]> = {
  schema: { anyOf: [policy.schema, { type: 'array', items: policy.schema, minItems: 1 }] },
  read(value, at, reader) {
    if (Array.isArray(value)) return listOf(policy, { least: 1 }).read(value, at, reader);
    const only = policy.read(value, at, reader);
    return only && [only];
  },
};

const entryFields = {
  errors: optional(errorNames, 'The errors it takes; every error when absent.'),
  as: optional(errorVariable, 'The variable that holds the error; `error` when absent.'),
  ...blockFields,
};

const entry: Field<CatchEntry> = {
  schema: { $ref: '#/definitions/catchEntry' },
  read(value, at: ConfigPath, reader) {
    const values = readRecord(value, at, 'An entry of "catch"', entryFields, reader);
    return values && { ...defined({ errors: values.errors }), as: values.as ?? 'error', body: blockOf(values, at), origin: at };
  },
};

const entries: Field<readonly CatchEntry[]> = {
  schema: { type: 'array', items: entry.schema, minItems: 1 },
  read(value, at, reader) {
    if (Array.isArray(value)) return listOf(entry, { least: 1 }).read(value, at, reader);
    reader.report(found.wrongType({ path: at }, label(at), 'a list of entries', describe(value)));
    return undefined;
  },
};

/** What any step may have. */
export const describingFields = {
  description: optional(text, 'Plain text for readers; it goes into what is generated.'),
  if: optional(condition, 'When it comes out false the step is skipped.'),
};

/** What any step that can fail may have. */
export const failingFields = {
  retry: optional(policies, 'One policy or a list; the first that takes the error decides.'),
  catch: optional(entries, 'The first entry that takes the error runs, and the flow goes on behind the step.'),
};

export { entryFields, policyFields };
