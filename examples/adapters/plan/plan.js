'use strict';

/**
 * A target that no cloud has: it prints each workflow as a plan in plain English, for people who review a change and
 * don't read YAML. It uses nothing but what the package exports.
 */
const { features, printExpression } = require('serverless-orchestration');

const native = { level: 'native' };

/** One function a step kind: what the step does, as the first line and the lines below it. */
const steps = {
  call: step => [`call ${step.function} with ${printExpression(step.with)}${limit(step.timeout)}`],
  http: step => [`send ${step.method} to ${printExpression(step.url)}${limit(step.timeout)}`],
  run: step => [`run the workflow ${step.workflow} with ${printExpression(step.with)}${limit(step.timeout)}`],
  set: step => ['remember', ...step.assignments.map(({ name, value }) => `${name} = ${printExpression(value)}`)],
  do: step => ['do', ...block(step.body)],
  switch: step => [
    'decide',
    ...step.cases.flatMap(({ when, body }) => [`when ${printExpression(when)}:`, ...indent(block(body))]),
    ...(step.otherwise ? ['otherwise:', ...indent(block(step.otherwise))] : []),
  ],
  for: step => [
    `for each ${step.each} in ${printExpression(step.in)}` +
      (step.where ? ` where ${printExpression(step.where)}` : '') +
      (step.concurrency ? `, up to ${step.concurrency} at once` : '') +
      (step.until ? `, until ${printExpression(step.until)}` : ''),
    ...block(step.body),
  ],
  loop: step => [
    `repeat ${step.mode} ${printExpression(step.condition)}` +
      (step.every ? `, every ${duration(step.every)}` : '') +
      (step.max === undefined ? '' : `, at most ${step.max} times`),
    ...block(step.body),
  ],
  parallel: step => ['do at the same time', ...step.branches.flatMap(({ name, body }) => [`${name}:`, ...indent(block(body))])],
  raise: step => [
    step.error.kind === 'named' ? `fail with ${step.error.name}` : `fail with ${printExpression(step.error.value)}`,
  ],
  wait: step => [
    step.for.kind === 'seconds' ? `wait ${duration(step.for.value)}` : `wait until ${printExpression(step.for.value)}`,
  ],
  return: step => [`end with ${printExpression(step.value)}`],
};

/** A block's steps, and what it gives. */
function block({ steps: list, output }) {
  return [...list.flatMap(describe), ...(output ? [`result: ${printExpression(output)}`] : [])];
}

function describe(step) {
  const [first, ...rest] = steps[step.kind](step);
  return [
    `${step.name}: ${step.if ? `if ${printExpression(step.if)}, ` : ''}${first}`,
    ...indent([
      ...(step.description ? [`(${step.description})`] : []),
      ...rest,
      ...step.retry.map(policy => `on ${names(policy.errors)}: try again up to ${policy.maxRetries} times`),
      ...step.catch.flatMap(entry => [`on ${names(entry.errors)}, then:`, ...indent(block(entry.body))]),
    ]),
  ];
}

function names(errors) {
  return errors ? errors.join(' or ') : 'any error';
}

function duration(value) {
  return value.kind === 'literal' ? `${value.value} seconds` : `${printExpression(value)} seconds`;
}

function limit(timeout) {
  return timeout ? `, within ${duration(timeout)}` : '';
}

function indent(lines) {
  return lines.map(line => `  ${line}`);
}

function every({ cron, rate, timezone }) {
  const when = rate ? `every ${rate.value} ${rate.unit}${rate.value === 1 ? '' : 's'}` : `by the schedule ${cron}`;
  return `starts ${when}${timezone ? ` in ${timezone}` : ''}`;
}

module.exports = {
  name: 'plan',
  title: 'Plan',
  provider: 'plan',
  capabilities: {
    steps: Object.fromEntries(Object.keys(steps).map(kind => [kind, native])),
    features: Object.fromEntries(Object.keys(features).map(feature => [feature, native])),
    builtins: {},
  },

  // Decides everything: here, which lines the plan has.
  lower(workflow) {
    return {
      title: workflow.description ? `${workflow.name}: ${workflow.description}` : workflow.name,
      lines: [
        ...workflow.events.map(every),
        ...(workflow.timeout === undefined ? [] : [`ends after ${workflow.timeout} seconds at the latest`]),
        ...block(workflow.body),
      ],
    };
  },

  // Formats everything: here, as a text file.
  print({ title, lines }, workflow) {
    return [{ path: `${workflow.name}.txt`, content: [title, ...indent(lines), ''].join('\n'), workflow: workflow.name }];
  },
};
