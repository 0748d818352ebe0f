import type { Block, Branch, Duration, ForStep, Program, Step } from '../../src/language/ir';
import type { Case } from '../../src/runner/cases/case';
import { binary, literal, variable } from './generate/nodes';

/**
 * A program whose outcome depends on what the language leaves open would differ between targets without a bug.
 * So each case is first run locally in two more forms that must change nothing: every timeout a second longer or
 * shorter, branches begun in the opposite order, answers a little later.
 */
export interface Variant {
  readonly program: Program;
  readonly given: (given: Case) => Case;
}

export function variantsOf(program: Program): readonly Variant[] {
  return [
    { program: changed(program, 1), given: given => given },
    { program: changed(program, -1), given: later },
  ];
}

/**
 * Which of several failing parts is told isn't defined. In these two forms branches and concurrent iterations begin an hour
 * apart, the first one first and the last one first: a case that ends in another error then has several.
 */
export function staggered(program: Program): readonly Program[] {
  const keep = (value: Duration): Duration => value;
  return [true, false].map(forwards =>
    rewritten(
      program,
      keep,
      branches =>
        (forwards ? branches : branches.toReversed()).map((branch, i) => ({
          ...branch,
          body: after(branch.body, literal(i * 3600)),
        })),
      0,
      step => iterationsApart(step, forwards),
    ),
  );
}

/** More than any list has items. */
const many = 1000;

function iterationsApart(step: ForStep, forwards: boolean): ForStep {
  if (step.concurrency === undefined) return step;
  const at = step.at ?? 'position of the iteration';
  const position = forwards ? variable(at) : binary('-', literal(many), variable(at));
  return { ...step, at, concurrency: many, body: after(step.body, binary('*', position, literal(3600))) };
}

function after(body: Block, value: Duration): Block {
  const { origin } = body;
  const wait: Step = { kind: 'wait', name: 'begins later', for: { kind: 'seconds', value }, retry: [], catch: [], origin };
  return { ...body, steps: [wait, ...body.steps] };
}

function changed(program: Program, seconds: 1 | -1): Program {
  const duration = (value: Duration): Duration =>
    value.kind === 'literal' && typeof value.value === 'number' ? { ...value, value: Math.max(1, value.value + seconds) } : value;
  return rewritten(program, duration, branches => (seconds < 0 ? branches.toReversed() : branches), seconds);
}

/** The program with other durations, and with other branches in its parallel steps. */
function rewritten(
  program: Program,
  duration: (value: Duration) => Duration,
  arranged: (branches: readonly Branch[]) => readonly Branch[],
  seconds = 0,
  spread: (step: ForStep) => ForStep = step => step,
): Program {
  const block = ({ steps, ...rest }: Block): Block => ({ ...rest, steps: steps.map(step) });
  const step = (given: Step): Step => {
    const entry = { ...given, catch: given.catch.map(one => ({ ...one, body: block(one.body) })) };
    switch (entry.kind) {
      case 'call':
      case 'run':
      case 'http':
        return entry.timeout ? { ...entry, timeout: duration(entry.timeout) } : entry;
      case 'for':
        return spread({ ...entry, body: block(entry.body) });
      case 'do':
      case 'loop':
        return { ...entry, body: block(entry.body) };
      case 'switch':
        return {
          ...entry,
          cases: entry.cases.map(one => ({ ...one, body: block(one.body) })),
          ...(entry.otherwise ? { otherwise: block(entry.otherwise) } : {}),
        };
      case 'parallel':
        return { ...entry, branches: arranged(entry.branches.map(one => ({ ...one, body: block(one.body) }))) };
      default:
        return entry;
    }
  };
  return {
    workflows: program.workflows.map(workflow => ({
      ...workflow,
      ...(workflow.timeout === undefined ? {} : { timeout: workflow.timeout + seconds }),
      body: block(workflow.body),
    })),
  };
}

/** Every answer by `when` comes a fraction of a second later, each by another. */
function later(given: Case): Case {
  let count = 0;
  const delayed = (answers: Case['functions']): Case['functions'] =>
    Object.fromEntries(
      Object.entries(answers).map(([key, list]) => [
        key,
        list.map(answer => (answer.when === undefined ? answer : { ...answer, after: answer.after + (++count % 9) * 50 })),
      ]),
    );
  return { ...given, functions: delayed(given.functions), http: delayed(given.http) };
}
