import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FunctionAnswer, FunctionCall } from '../../engine';
import type { AnswerMessage, CallMessage, WorkerSetup } from './protocol';

/** One function, loaded in a thread of its own. */
export interface Instance {
  call(request: FunctionCall): Promise<FunctionAnswer>;
  close(): Promise<void>;
}

export interface InstanceOptions {
  readonly setup: WorkerSetup;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Is told what the handler prints. */
  onOutput(text: string): void;
  /** Is told, once, that the handler can't be loaded. */
  onUnloadable(message: string): void;
}

/**
 * Starts the thread. Calls share it, as they share a process on Google and Azure; when it dies or a call runs into the
 * function's own limit, the next call gets a new one.
 */
export function createInstance(options: InstanceOptions): Instance {
  let current: Thread | undefined;
  const threads = new Set<Thread>();

  const thread = (): Thread => {
    if (current && !current.retired) return current;
    current = startThread(options, ended => threads.delete(ended));
    threads.add(current);
    return current;
  };

  return {
    call: request => thread().call(request),
    close: async () => {
      await Promise.all([...threads].map(each => each.close()));
    },
  };
}

interface Thread {
  /** Takes no new calls and ends with the last one that is under way. */
  readonly retired: boolean;
  call(request: FunctionCall): Promise<FunctionAnswer>;
  close(): Promise<void>;
}

function startThread({ setup, env, onOutput, onUnloadable }: InstanceOptions, onEnd: (thread: Thread) => void): Thread {
  const worker = new Worker(workerFile, {
    workerData: setup,
    env: { ...env },
    stdout: true,
    stderr: true,
    execArgv: workerArguments,
  });
  const limit = setup.timeout;
  const pending = new Map<number, (answer: FunctionAnswer) => void>();
  let lastId = 0;
  let retired = false;
  let reported = false;
  let cause = 'it ended its process';

  const settle = (id: number, answer: FunctionAnswer): void => {
    pending.get(id)?.(answer);
    pending.delete(id);
    if (retired && pending.size === 0) void worker.terminate();
  };

  /** A call that takes longer than the function's own `timeout` is given up, as the platform would. */
  const giveUp = (id: number, limit: number): void => {
    retired = true;
    settle(id, unavailable(`The function "${setup.function}" ran into its own limit of ${limit} s.`));
  };

  worker.stdout.on('data', (chunk: Buffer) => onOutput(String(chunk)));
  worker.stderr.on('data', (chunk: Buffer) => onOutput(String(chunk)));
  worker.on('message', ({ id, answer, unloadable }: AnswerMessage) => {
    if (unloadable && !reported && !answer.ok) {
      reported = true;
      onUnloadable(answer.error.message);
    }
    settle(id, answer);
  });
  worker.on('error', error => {
    cause = error instanceof Error ? error.message : String(error);
  });
  worker.on('exit', () => {
    retired = true;
    for (const id of [...pending.keys()]) settle(id, unavailable(`The function "${setup.function}" died: ${cause}.`));
    onEnd(thread);
  });

  const thread: Thread = {
    get retired() {
      return retired;
    },
    call: ({ input, executionId }) =>
      new Promise(resolve => {
        const message: CallMessage = { id: ++lastId, input, executionId };
        const timer = limit === undefined ? undefined : setTimeout(() => giveUp(message.id, limit), limit * 1000);
        pending.set(message.id, answer => {
          clearTimeout(timer);
          resolve(answer);
        });
        worker.postMessage(message);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
  return thread;
}

function unavailable(message: string): FunctionAnswer {
  return { ok: false, error: { name: 'Unavailable', message }, platform: true };
}

/** Run from its sources (in the project's own tests) the worker needs the loader for TypeScript too. */
const fromSources = __filename.endsWith('.ts');
const workerFile = path.join(__dirname, fromSources ? 'worker.ts' : 'worker.js');
const workerArguments = fromSources ? ['--require', 'tsx/cjs'] : [];
