import type { FromWorker } from '../protocol';

/** Sends a message to the simulator. */
export function tell(message: FromWorker): void {
  process.send?.(message);
}
