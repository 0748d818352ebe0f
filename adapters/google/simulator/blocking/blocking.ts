import { exceed, fail, timeoutError } from '../errors';
import { observe } from '../history';
import type { Execution } from '../interpret/state';
import { toDisplay } from '../json';
import { limits } from '../limits';
import type { BlockingName } from '../stdlib/library';
import { want } from '../stdlib/signature';
import { parseTime } from '../stdlib/system';
import { Callable, mapOf, typeName, type Value } from '../values';
import { readTimeout, timedOut, within } from './deadline';
import { sendHttp } from './http';

type Args = ReadonlyMap<string, Value>;

/** Runs a function of the library that waits. */
export async function runBlocking(name: BlockingName, args: Args, execution: Execution): Promise<Value> {
  switch (name) {
    case 'sys.log':
      return log(args, execution);
    case 'sys.sleep':
      return sleep(Number(want.number(args.get('seconds'), 'seconds')), execution);
    case 'sys.sleep_until': {
      const until = parseTime(want.string(args.get('time'), 'time'));
      return sleep(Math.max(0, until - execution.world.clock.now() / 1000), execution);
    }
    case 'events.create_callback_endpoint':
      return createCallback(args, execution);
    case 'events.await_callback':
      return awaitCallback(args, execution);
    default:
      return sendHttp(name, args, execution);
  }
}

async function sleep(seconds: number, execution: Execution): Promise<null> {
  if (!(seconds >= 0 && seconds <= limits.sleepSeconds)) {
    fail('ValueError', `a sleep takes 0 to ${limits.sleepSeconds} seconds; got: ${seconds}`);
  }
  await execution.world.clock.timer(seconds * 1000).promise;
  return null;
}

const severities = ['DEFAULT', 'DEBUG', 'INFO', 'NOTICE', 'WARNING', 'ERROR', 'CRITICAL', 'ALERT', 'EMERGENCY'];

/**
 * "Writes one of data, text, or json to the log at specified severity"; text takes any type and is written as text.
 * https://cloud.google.com/workflows/docs/reference/stdlib/sys/log
 */
function log(args: Args, execution: Execution): null {
  const given = ['data', 'text', 'json'].filter(name => (args.get(name) ?? null) !== null);
  if (given.length !== 1) fail('TypeError', `sys.log takes one of 'data', 'text' and 'json'; given: ${given.length}`);
  const value = args.get(given[0] as string) ?? null;
  const severity = want.string(args.get('severity') ?? 'DEFAULT', 'severity');
  if (!severities.includes(severity)) fail('ValueError', `unknown severity ${severity}`);
  if (given[0] === 'json') want.map(value, 'json');
  if (value instanceof Uint8Array || value instanceof Callable)
    fail('TypeError', `sys.log can't log a value of type ${typeName(value)}`);
  observe(execution, { type: 'logged', kind: severity, value: toDisplay(value) });
  return null;
}

/** "All HTTP methods are supported except CONNECT and TRACE." */
function createCallback(args: Args, execution: Execution): Value {
  const method = want.string(args.get('http_callback_method') ?? 'POST', 'http_callback_method');
  if (!['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'].includes(method)) {
    fail('ValueError', `unsupported callback method ${method}`);
  }
  const { site, workflow } = execution;
  const parent = `projects/${site.project}/locations/${site.location}/workflows/${workflow.id}/executions/${execution.id}`;
  const url = `https://workflowexecutions.googleapis.com/v1/${parent}/callbacks/${execution.world.uuid()}`;
  site.callbacks.create(url, execution.id, method);
  observe(execution, { type: 'callbackCreated', target: url });
  return mapOf({ url });
}

/** https://cloud.google.com/workflows/docs/reference/stdlib/events/await_callback; waiting for a callback is an external step. */
async function awaitCallback(args: Args, execution: Execution): Promise<Value> {
  execution.billing.count('external');
  const { callbacks } = execution.site;
  const timeout = readTimeout(args.get('timeout'), limits.callbackTimeout);
  const url = want.string(want.map(args.get('callback'), 'callback').get('url'), 'callback.url');
  if (!callbacks.knows(url)) fail('ValueError', `no callback endpoint of this execution: ${url}`);
  if (callbacks.isAwaited(url)) fail('ValueError', `the callback is already waited for: ${url}`);
  const waiting = callbacks.next(url);
  const request = await within(execution.world.clock, timeout, waiting.request);
  if (request === timedOut) {
    waiting.cancel();
    throw timeoutError('callback timed out');
  }
  const { method, headers, query, body } = request;
  if (Buffer.byteLength(JSON.stringify(toDisplay(body))) > limits.responseBytes) exceed('callback request is too large');
  observe(execution, { type: 'callbackReceived', target: url });
  return mapOf({
    http_request: mapOf({ body, headers: mapOf(headers), method, query: mapOf(query), url: request.url }),
    received_time: new Date(execution.world.clock.now()).toISOString(),
    type: 'HTTP',
  });
}
