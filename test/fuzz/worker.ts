import { adapters } from '../../adapters/index';
import { runBatch } from './batch';
import type { Work } from './cli';

/** One of the processes that a run is spread over: takes batches, answers reports. */
process.on('message', message => {
  const { seed, numbers, targets } = message as Work;
  runBatch(
    seed,
    numbers,
    adapters.filter(adapter => targets.includes(adapter.name)),
  ).then(
    report => process.send?.({ report }),
    (error: unknown) =>
      process.send?.({
        failed: `programs ${numbers[0]} to ${numbers.at(-1)}: ${error instanceof Error ? error.stack : String(error)}`,
      }),
  );
});
