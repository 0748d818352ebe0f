import { printable } from '../diagnostics/formats/printable';
import type { Paint } from '../diagnostics/formats/paint';
import type { HistoryEvent, WorkflowError } from '../engine';
import type { Json } from '../language/json';

/**
 * Shows an execution as it happens, one line for each event that tells something: the time since the start, the step
 * (indented by its place in the workflow), and what it does.
 */
export function createProgress(write: (line: string) => void, paint: Paint): (event: HistoryEvent) => void {
  let start: number | undefined;
  return event => {
    start ??= event.time;
    const text = describe(event, paint);
    if (text === undefined) return;
    const path = (event.step ?? '').split('/');
    const time = ((event.time - start) / 1000).toFixed(3).padStart(9);
    // `each[1]/again` is the step `again` in the second round.
    const round = /\[\d+\]$/.exec(path.at(-2) ?? '')?.[0] ?? '';
    const label = printable(`${round}${round === '' ? '' : ' '}${path.at(-1) ?? ''}`);
    write(`${paint.faint(time)}  ${'  '.repeat(path.length - 1)}${paint.strong(label)}${label === '' ? '' : '  '}${text}`);
  };
}

/** Steps whose own events (the call, the wait) say more than that they were entered. */
const spokenFor = new Set(['call', 'http', 'run', 'wait', 'set', 'return', 'raise']);

const describers: Readonly<Record<string, (event: HistoryEvent, paint: Paint) => string | undefined>> = {
  executionStarted: ({ value }) => `started ${valueText(value)}`,
  executionSucceeded: ({ value }, paint) => `${paint.ok('succeeded')} ${valueText(value)}`,
  executionFailed: ({ error }, paint) => `${paint.error('failed:')} ${errorText(error)}`,
  stepEntered: ({ kind }) => (kind === undefined || spokenFor.has(kind) ? undefined : kind),
  stepSkipped: (_, paint) => paint.faint('skipped'),
  stepCancelled: (_, paint) => paint.faint('cancelled'),
  stepLeft: ({ kind, value }) => (kind === 'return' ? `return ${valueText(value)}` : leftText(kind, value)),
  stepFailed: ({ error }, paint) => `${paint.error('failed:')} ${errorText(error)}`,
  stepRetried: ({ error, attempt, delay }, paint) =>
    `${paint.warning(errorText(error))}; attempt ${attempt ?? '?'} in ${delay ?? 0} s`,
  stepCaught: ({ error }, paint) => paint.warning(`caught ${printable(error?.name ?? '')}`),
  functionCalled: event => `call ${target(event)} ${valueText(event.value)}${attemptText(event)}`,
  functionAnswered: () => undefined,
  httpCalled: event => `${target(event)}${attemptText(event)}`,
  httpAnswered: () => undefined,
  workflowStarted: event => `run ${target(event)} ${valueText(event.value)}${attemptText(event)}`,
  notDefined: ({ value }, paint) => paint.warning(`${printable(String(value))} isn't defined: targets may differ`),
  waiting: ({ delay }) => `waits ${delay ?? 0} s`,
};

/** The local runner's events have their words; a simulator's own are shown by their names. */
function describe(event: HistoryEvent, paint: Paint): string | undefined {
  const known = Object.hasOwn(describers, event.type) ? describers[event.type] : undefined;
  if (known) return known(event, paint);
  const parts = [event.type, event.kind, event.target].filter(part => part !== undefined).map(printable);
  const value = event.value === undefined ? '' : ` ${valueText(event.value)}`;
  const error = event.error === undefined ? '' : ` ${paint.error(errorText(event.error))}`;
  return `${parts.join(' ')}${value}${error}`;
}

function leftText(kind: string | undefined, value: Json | undefined): string | undefined {
  return kind === 'set' || kind === 'wait' || value === undefined ? undefined : `= ${valueText(value)}`;
}

function target(event: HistoryEvent): string {
  return printable(event.target ?? '');
}

function attemptText({ attempt }: HistoryEvent): string {
  return attempt === undefined || attempt === 1 ? '' : ` (attempt ${attempt})`;
}

function errorText(error: WorkflowError | undefined): string {
  if (!error) return '';
  return printable(error.message === '' ? error.name : `${error.name}: ${error.message}`);
}

const maxValue = 120;

function valueText(value: Json | undefined): string {
  if (value === undefined) return '';
  const text = printable(JSON.stringify(value));
  return text.length <= maxValue ? text : `${text.slice(0, maxValue)}...`;
}
