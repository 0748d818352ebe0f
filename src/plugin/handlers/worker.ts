import { parentPort, workerData } from 'node:worker_threads';
import type { FunctionAnswer } from '../../engine';
import { encodeError, encodeValue } from './encode';
import { loadHandler, type Handler } from './load';
import type { AnswerMessage, CallMessage, WorkerSetup } from './protocol';

/** Runs in a thread of its own: loads one function's handler, and calls it for each message. */
const setup = workerData as WorkerSetup;
const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread.');

const loading: Promise<Handler | Error> = loadHandler(setup).catch((error: unknown) => error as Error);

port.on('message', (message: CallMessage) => {
  void answerCall(message).then(answer => port.postMessage(answer));
});

async function answerCall(message: CallMessage): Promise<AnswerMessage> {
  const handler = await loading;
  if (handler instanceof Error) {
    const error = { name: 'Error', message: handler.message };
    return { id: message.id, answer: { ok: false, error, platform: false }, unloadable: true };
  }
  return { id: message.id, answer: await callHandler(handler, message) };
}

async function callHandler(handler: Handler, message: CallMessage): Promise<FunctionAnswer> {
  let value: unknown;
  try {
    value = await handler(message.input, context(message));
  } catch (error) {
    return { ok: false, error: encodeError(error), platform: false };
  }
  return encodeValue(value, setup.function);
}

/** What handlers on every target are given, under the names that AWS Lambda uses. */
function context(message: CallMessage): object {
  const start = Date.now();
  const limit = (setup.timeout ?? 900) * 1000;
  return {
    functionName: setup.name,
    awsRequestId: message.executionId,
    getRemainingTimeInMillis: () => Math.max(0, start + limit - Date.now()),
  };
}
