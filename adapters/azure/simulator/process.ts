import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { SimulationError } from './error';
import type { FromWorker, Request, ToWorker } from './protocol';

/** The process that holds one loaded app: registrations with the Functions SDK are global to a process. */
export interface AppProcess {
  /** Sends a request and waits for its reply; rejects when the app's side throws, dies, or (with a limit) takes too long. */
  request(request: Request, limit?: number): Promise<unknown>;
  send(message: ToWorker): void;
  /** Ends the process; pending requests are rejected. */
  close(): Promise<void>;
}

/** Calls of the app, which come while it serves a request. */
export type Listener = (message: Exclude<FromWorker, { type: 'reply' } | { type: 'failure' }>) => void;

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** An error of the app's code on the other side, as it was thrown there. */
export class AppError extends Error {
  constructor(
    readonly thrownName: string,
    message: string,
    readonly thrownStack: string,
  ) {
    super(message);
    this.name = 'AppError';
  }
}

export function startProcess(listen: Listener): AppProcess {
  const child = forkWorker();
  const pending = new Map<number, Pending>();
  const output = lastOutput(child);
  let nextId = 0;
  let dead: SimulationError | undefined;

  const die = (why: string): void => {
    dead ??= new SimulationError(why);
    for (const { reject } of pending.values()) reject(dead);
    pending.clear();
  };
  const exited = new Promise<void>(resolve => {
    child.once('exit', (code, signal) => {
      die(`The process that runs the function app ended (${signal ?? `exit code ${code}`})${output()}`);
      resolve();
    });
    child.once('error', error => {
      die(`The process that runs the function app can't be used: ${error.message}`);
      resolve();
    });
  });

  child.on('message', message => {
    const answer = message as FromWorker;
    if (answer.type !== 'reply' && answer.type !== 'failure') return listen(answer);
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    if (answer.type === 'reply') waiting?.resolve(answer.value);
    else waiting?.reject(new AppError(answer.name, answer.message, answer.stack));
  });

  const send = (message: ToWorker): void => {
    if (dead) return;
    // The callback takes the error of a process that is just dying; its exit is what tells.
    child.send(message, () => undefined);
  };

  return {
    send,
    async request(request, limit) {
      if (dead) throw dead;
      const id = nextId++;
      const reply = new Promise<unknown>((resolve, reject) => pending.set(id, { resolve, reject }));
      const watchdog =
        limit === undefined
          ? undefined
          : setTimeout(() => {
              die(`The function app didn't answer within ${limit / 1000} s (${describe(request)})`);
              child.kill('SIGKILL');
            }, limit);
      send({ ...request, id });
      try {
        return await reply;
      } finally {
        clearTimeout(watchdog);
      }
    },
    async close() {
      die('The simulator is closed');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** The worker is the file next to this one: compiled to JavaScript, or TypeScript that needs its loader. */
function forkWorker(): ChildProcess {
  const extension = path.extname(__filename);
  const execArgv = extension === '.ts' ? ['--require', require.resolve('tsx/cjs')] : [];
  const env = { ...process.env };
  delete env.NODE_OPTIONS;
  return fork(path.join(__dirname, `worker${extension}`), [], {
    execArgv,
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** What the process wrote last, for the error when it dies; the rest is dropped. */
function lastOutput(child: ChildProcess): () => string {
  let tail = '';
  const take = (chunk: Buffer): void => {
    tail = (tail + chunk.toString()).slice(-4000);
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  return () => (tail.trim() ? `:\n${tail.trim()}` : '');
}

function describe(request: Request): string {
  switch (request.type) {
    case 'episode':
      return `orchestrator '${request.orchestrator}'`;
    case 'activity':
    case 'invoke':
      return `function '${request.name}'`;
    case 'load':
      return 'loading';
    case 'replayPrefixes':
    case 'settle':
      return request.type;
  }
}
