import { AsyncLocalStorage } from 'node:async_hooks';
import type { Call, CallAnswer, ToWorker } from '../protocol';
import { tell } from './channel';

/** An activity or starter that runs; whatever it starts knows it by the asynchronous context. */
export interface Invocation {
  readonly id: number;
  readonly name: string;
  /** The world's time, milliseconds since 1970, as of the last message. */
  now: number;
  nextCall: number;
  readonly waiting: Map<number, (answer: CallAnswer) => void>;
}

const context = new AsyncLocalStorage<Invocation>();
const running = new Map<number, Invocation>();

/** Runs the app's code as an invocation. */
export async function invoke<T>(id: number, name: string, now: number, code: () => Promise<T>): Promise<T> {
  const invocation: Invocation = { id, name, now, nextCall: 0, waiting: new Map() };
  running.set(id, invocation);
  tellWhenAtRest(invocation);
  try {
    return await context.run(invocation, code);
  } finally {
    running.delete(id);
  }
}

export function currentInvocation(): Invocation | undefined {
  return context.getStore();
}

/** Asks the world for something on behalf of the invocation that runs. */
export function callWorld(request: Call): { answer: Promise<CallAnswer>; cancel(): void } {
  const invocation = currentInvocation();
  if (!invocation) throw new Error(`Only an activity may do this (${request.kind}), not code that runs while the app loads`);
  const call = invocation.nextCall++;
  const answer = new Promise<CallAnswer>(resolve => invocation.waiting.set(call, resolve));
  tell({ type: 'call', invocation: invocation.id, call, request });
  return {
    answer,
    cancel() {
      if (invocation.waiting.delete(call)) tell({ type: 'cancel', invocation: invocation.id, call });
    },
  };
}

export function answered(message: Extract<ToWorker, { type: 'answer' }>): void {
  const invocation = running.get(message.invocation);
  if (!invocation) return;
  invocation.now = message.now;
  const resolve = invocation.waiting.get(message.call);
  invocation.waiting.delete(message.call);
  resolve?.(message.answer);
  tellWhenAtRest(invocation);
}

const realSetImmediate = setImmediate;

/** By then every promise has gone on as far as it can without the world. */
export function atRest(): Promise<void> {
  return new Promise(resolve => realSetImmediate(resolve));
}

function tellWhenAtRest({ id }: Invocation): void {
  void atRest().then(() => {
    if (running.has(id)) tell({ type: 'atRest', invocation: id });
  });
}

/** Its calls are never answered: the host has given it up. */
export function abandon(id: number): void {
  running.delete(id);
}
