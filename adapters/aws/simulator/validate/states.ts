import { isMap, type Json, type JsonMap } from '../../../../src/language/json';
import { isExpression } from '../jsonata';
import { timestampOf } from '../timestamp';
import { checkNumber, checkQueryLanguage, checkText } from './literals';
import type { Places, Report, StatePlace } from './places';
import { checkRecovery } from './recovery';
import { checkTask } from './task';

type MachineType = 'STANDARD' | 'EXPRESS';

/** Field by field: which a state may have, and which it must. https://docs.aws.amazon.com/step-functions/latest/dg/workflow-states.html */
const stateFields: Readonly<Record<string, { readonly required: readonly string[]; readonly optional: readonly string[] }>> = {
  Task: {
    required: ['Resource'],
    optional: [
      'Arguments',
      'Output',
      'Assign',
      'TimeoutSeconds',
      'HeartbeatSeconds',
      'Credentials',
      'Retry',
      'Catch',
      'Next',
      'End',
    ],
  },
  Wait: { required: [], optional: ['Seconds', 'Timestamp', 'Output', 'Assign', 'Next', 'End'] },
  Pass: { required: [], optional: ['Output', 'Assign', 'Next', 'End'] },
  Succeed: { required: [], optional: ['Output'] },
  Fail: { required: [], optional: ['Error', 'Cause'] },
  Choice: { required: ['Choices'], optional: ['Default', 'Output', 'Assign'] },
  Parallel: { required: ['Branches'], optional: ['Arguments', 'Output', 'Assign', 'Retry', 'Catch', 'Next', 'End'] },
  Map: {
    required: ['ItemProcessor'],
    optional: [
      ...['Items', 'ItemSelector', 'ItemReader', 'ItemBatcher', 'ResultWriter', 'Label', 'MaxConcurrency'],
      ...['ToleratedFailurePercentage', 'ToleratedFailureCount', 'Output', 'Assign', 'Retry', 'Catch', 'Next', 'End'],
    ],
  },
};

/** Fields of the other query language. */
const jsonPathFields = new Set([
  ...[
    'InputPath',
    'OutputPath',
    'ResultPath',
    'ResultSelector',
    'Parameters',
    'Result',
    'ItemsPath',
    'SecondsPath',
    'TimestampPath',
  ],
  ...['ErrorPath', 'CausePath', 'TimeoutSecondsPath', 'HeartbeatSecondsPath', 'MaxConcurrencyPath'],
  ...['ToleratedFailurePercentagePath', 'ToleratedFailureCountPath'],
]);

export function checkStates(places: Places, type: MachineType, report: Report): void {
  const language = places.graphs[0]?.graph.QueryLanguage;
  for (const place of places.states) checkState(place, type, language === 'JSONata', report);
}

function checkState(place: StatePlace, machineType: MachineType, jsonataMachine: boolean, report: Report): void {
  const { state, location } = place;
  const known = typeof state.Type === 'string' && Object.hasOwn(stateFields, state.Type) ? stateFields[state.Type] : undefined;
  if (!known) {
    const types = 'Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map';
    report('SCHEMA_VALIDATION_FAILED', `The field 'Type' should have one of these values: [${types}]`, `${location}/Type`);
    return;
  }
  checkQueryLanguage(state.QueryLanguage, `${location}/QueryLanguage`, report);
  if (jsonataMachine && state.QueryLanguage === 'JSONPath') {
    report(
      'SCHEMA_VALIDATION_FAILED',
      `'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine`,
      location,
    );
    return;
  }
  checkFields(state, known, location, report);
  checkEnd(state, location, report);
  if (state.Comment !== undefined && typeof state.Comment !== 'string') {
    report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [STRING]', `${location}/Comment`);
  }
  checkRecovery(state, location, report);
  switch (state.Type) {
    case 'Task':
      return checkTask(state, location, machineType, report);
    case 'Wait':
      return checkWait(state, location, report);
    case 'Choice':
      return checkChoice(state, location, report);
    case 'Parallel':
      return checkBranches(state, location, report);
    case 'Map':
      return checkMap(state, location, machineType, report);
    case 'Fail':
      return ['Error', 'Cause'].forEach(field => checkText(state[field], `${location}/${field}`, report));
  }
}

function checkFields(
  state: JsonMap,
  known: { readonly required: readonly string[]; readonly optional: readonly string[] },
  location: string,
  report: Report,
): void {
  const allowed = new Set(['Type', 'Comment', 'QueryLanguage', ...known.required, ...known.optional]);
  for (const field of Object.keys(state)) {
    if (allowed.has(field)) continue;
    const message = jsonPathFields.has(field)
      ? `The QueryLanguage is set to 'JSONata', but field '${field}' is only supported for the 'JSONPath' QueryLanguage`
      : `Field '${field}' is not supported`;
    report('SCHEMA_VALIDATION_FAILED', message, location);
  }
  const missing = known.required.filter(field => !Object.hasOwn(state, field));
  if (missing.length > 0) report('SCHEMA_VALIDATION_FAILED', `These fields are required: [${missing.join(', ')}]`, location);
}

function checkEnd(state: JsonMap, location: string, report: Report): void {
  if (state.Type === 'Choice' || state.Type === 'Succeed' || state.Type === 'Fail') return;
  if (state.End !== undefined && typeof state.End !== 'boolean') {
    report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [BOOLEAN]', `${location}/End`);
  }
  if ((state.Next !== undefined) === (state.End === true)) {
    report('SCHEMA_VALIDATION_FAILED', `The state must have exactly one of these fields: [Next, End]`, location);
  }
}

function checkWait(state: JsonMap, location: string, report: Report): void {
  if ((state.Seconds === undefined) === (state.Timestamp === undefined)) {
    report('SCHEMA_VALIDATION_FAILED', 'The state must have exactly one of these fields: [Seconds, Timestamp]', location);
  }
  checkNumber(state.Seconds, { least: 0, most: 99_999_999 }, `${location}/Seconds`, report);
  const { Timestamp: timestamp } = state;
  if (
    timestamp === undefined ||
    (typeof timestamp === 'string' && (isExpression(timestamp) || timestampOf(timestamp) !== undefined))
  )
    return;
  report(
    'SCHEMA_VALIDATION_FAILED',
    `Timestamp must be an ISO-8601 date-time with an offset: ${String(timestamp)}`,
    `${location}/Timestamp`,
  );
}

function checkChoice(state: JsonMap, location: string, report: Report): void {
  const { Choices: rules } = state;
  if (rules === undefined) return;
  if (!Array.isArray(rules)) return report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [ARRAY]', `${location}/Choices`);
  if (rules.length === 0) report('SCHEMA_VALIDATION_FAILED', 'Value cannot be empty', `${location}/Choices`);
  for (const [i, rule] of (rules as Json[]).entries()) {
    const here = `${location}/Choices[${i}]`;
    if (!isMap(rule)) {
      report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [OBJECT]', here);
      continue;
    }
    checkFields(rule as JsonMap, { required: ['Condition', 'Next'], optional: ['Assign', 'Output'] }, here, report);
    const condition = rule.Condition;
    if (
      condition !== undefined &&
      typeof condition !== 'boolean' &&
      !(typeof condition === 'string' && isExpression(condition))
    ) {
      report('SCHEMA_VALIDATION_FAILED', 'Expected a boolean or a JSONata expression', `${here}/Condition`);
    }
  }
}

function checkBranches(state: JsonMap, location: string, report: Report): void {
  const { Branches: branches } = state;
  if (branches === undefined) return;
  if (!Array.isArray(branches))
    return report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [ARRAY]', `${location}/Branches`);
  if (branches.length === 0) report('SCHEMA_VALIDATION_FAILED', 'Value cannot be empty', `${location}/Branches`);
  for (const [i, branch] of (branches as Json[]).entries()) {
    if (!isMap(branch)) report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [OBJECT]', `${location}/Branches[${i}]`);
  }
}

function checkMap(state: JsonMap, location: string, machineType: MachineType, report: Report): void {
  const { Items: items, ItemProcessor: processor } = state;
  if (items !== undefined && !Array.isArray(items) && !(typeof items === 'string' && isExpression(items))) {
    report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [ARRAY]', `${location}/Items`);
  }
  checkNumber(state.MaxConcurrency, { least: 0 }, `${location}/MaxConcurrency`, report);
  checkNumber(state.ToleratedFailureCount, { least: 0 }, `${location}/ToleratedFailureCount`, report);
  checkNumber(
    state.ToleratedFailurePercentage,
    { least: 0, most: 100, fraction: true },
    `${location}/ToleratedFailurePercentage`,
    report,
  );
  if (processor === undefined) return;
  if (!isMap(processor))
    return report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [OBJECT]', `${location}/ItemProcessor`);
  const config = processor.ProcessorConfig;
  const mode = isMap(config) ? (config.Mode ?? 'INLINE') : 'INLINE';
  if (mode !== 'INLINE' && mode !== 'DISTRIBUTED') {
    report(
      'SCHEMA_VALIDATION_FAILED',
      'Value should be one of the following: [INLINE, DISTRIBUTED]',
      `${location}/ItemProcessor/ProcessorConfig/Mode`,
    );
  }
  if (mode === 'DISTRIBUTED') {
    if (machineType === 'EXPRESS') {
      report(
        'SCHEMA_VALIDATION_FAILED',
        'Express state machine does not support Map state in DISTRIBUTED mode',
        `${location}/ItemProcessor`,
      );
    }
    return;
  }
  for (const field of ['ItemReader', 'ItemBatcher', 'ResultWriter', 'Label']) {
    if (state[field] !== undefined)
      report('SCHEMA_VALIDATION_FAILED', `Field '${field}' is not supported in INLINE mode`, location);
  }
  for (const field of ['ToleratedFailureCount', 'ToleratedFailurePercentage']) {
    if (state[field] !== undefined) report('NO_EFFECT', `The field '${field}' has no effect in INLINE mode`, location, 'WARNING');
  }
}
