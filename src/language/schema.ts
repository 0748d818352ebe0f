import { blockFields } from './fields';
import { eventFields, scheduleFields } from './events';
import { type JsonMap } from './json';
import { maxNameLength } from './names';
import { serviceFields, workflowFields } from './parse';
import type { Fields } from './reader';
import { describingFields, entryFields, failingFields, policyFields } from './steps/common';
import { stepSyntax } from './steps/index';
import { switchCaseFields } from './steps/switch';
import type { StepSyntax } from './syntax';

/** What a target adds to the schema: its options for the service and for a workflow. */
export interface TargetSchema {
  readonly name: string;
  readonly service?: JsonMap;
  readonly workflow?: JsonMap;
}

/** The JSON Schema (draft 7) of the `orchestration` block, from the same tables as the reader. */
export function jsonSchema(targets: readonly TargetSchema[]): Record<string, unknown> {
  const options = (kind: 'service' | 'workflow'): Record<string, unknown> =>
    Object.fromEntries(targets.map(target => [target.name, { type: 'object', ...target[kind] }]));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://unpkg.com/serverless-orchestration/schema.json',
    title: 'The orchestration block of serverless.yml',
    ...record(serviceFields, options('service')),
    definitions: {
      workflow: { ...record(workflowFields, options('workflow')), anyOf: [{ required: ['do'] }, { required: ['output'] }] },
      event: record(eventFields),
      schedule: { ...record(scheduleFields), oneOf: [{ required: ['cron'] }, { required: ['rate'] }] },
      steps: { type: 'array', items: { $ref: '#/definitions/step' } },
      step: {
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]*$', maxLength: maxNameLength },
        additionalProperties: { $ref: '#/definitions/stepBody' },
      },
      stepBody: { anyOf: (Object.values(stepSyntax) as unknown as StepSyntax[]).map(stepBody) },
      block: record(blockFields),
      switchCase: record(switchCaseFields),
      retryPolicy: record(policyFields),
      catchEntry: record(entryFields),
    },
  };
}

function stepBody(syntax: StepSyntax): Record<string, unknown> {
  const fields: Fields = { ...syntax.fields, ...describingFields, ...(syntax.canFail ? failingFields : {}) };
  return { description: syntax.doc, ...record(fields), anyOf: syntax.verbs.map(verb => ({ required: [verb] })) };
}

function record(fields: Fields, more: Record<string, unknown> = {}): Record<string, unknown> {
  const required = Object.keys(fields).filter(key => fields[key]?.required);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    properties: {
      ...Object.fromEntries(Object.entries(fields).map(([key, { field, doc }]) => [key, { description: doc, ...field.schema }])),
      ...more,
    },
  };
}
