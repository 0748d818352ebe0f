import type { Step } from '../model';

/** What a step becomes. */
export interface Lowered {
  /** What is evaluated once, before the first attempt. It raises nothing that could be caught. */
  readonly before: readonly Step[];
  /** What `retry` repeats and `catch` watches. */
  readonly attempt: readonly Step[];
}
