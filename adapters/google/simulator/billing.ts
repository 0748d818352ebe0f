import { exceed } from './errors';
import { limits } from './limits';

/**
 * Steps as they are billed. "Any step that executes successfully; any step that fails during execution; any step that is retried: each retry
 * attempt counts as a step execution", polls of connectors too. A subworkflow costs its steps and the step that calls it.
 * https://cloud.google.com/workflows/pricing
 *
 * Counted are the steps that do something: assign, call, switch, for, parallel, raise, return and a bare jump. An inline
 * body of a switch's arm counts as a step of its own, which the page doesn't say: the dearer reading. `steps` and `try` are blocks around steps
 * and don't count ("a call with four retries equals five billable steps", an older edition of the page).
 */
export class Billing {
  internal = 0;
  external = 0;

  count(kind: 'internal' | 'external'): void {
    this[kind]++;
    if (this.internal + this.external > limits.executedSteps) exceed(`more than ${limits.executedSteps} steps executed`);
  }

  /** The steps of an execution that this one started. */
  add(other: Billing): void {
    this.internal += other.internal;
    this.external += other.external;
  }
}

const googleHosts = ['.googleapis.com', '.cloud.goog', '.appspot.com', '.cloudfunctions.net', '.run.app'];

/**
 * Requests to Google's own hosts are internal steps; "requests sent to external APIs" and "to Google Cloud resources that use custom domains" are
 * external ones.
 */
export function kindOfHost(host: string): 'internal' | 'external' {
  return googleHosts.some(suffix => host.endsWith(suffix)) ? 'internal' : 'external';
}
