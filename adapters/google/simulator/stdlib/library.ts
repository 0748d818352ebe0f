import { collections } from './collections';
import { encodings } from './encodings';
import { helpers } from './helpers';
import { constants, predicates } from './retry';
import { readParameters, type LibraryFunction, type LibraryParameter } from './signature';
import { system } from './system';
import { text } from './text';

/** Every function that may stand in an expression, by its full name. */
export const pureFunctions: ReadonlyMap<string, LibraryFunction> = new Map(
  Object.entries({ ...helpers, ...collections, ...encodings, ...text, ...system, ...predicates }),
);

/** A body on GET isn't among the arguments of https://cloud.google.com/workflows/docs/reference/stdlib/http/get */
const httpCommon = 'headers? query? auth? private_service_name? ca_certificate?';

/** Every function that waits; it stands in a `call` only (expressions page: "must be run from a call step"). */
export const blockingFunctions = {
  'http.get': readParameters(`url timeout? ${httpCommon}`),
  'http.post': readParameters(`url timeout? body? ${httpCommon}`),
  'http.put': readParameters(`url timeout? body? ${httpCommon}`),
  'http.patch': readParameters(`url timeout? body? ${httpCommon}`),
  'http.delete': readParameters(`url timeout? body? ${httpCommon}`),
  'http.request': readParameters(`method url timeout? body? ${httpCommon}`),
  'sys.log': readParameters('data? severity? text? json? timeout?'),
  'sys.sleep': readParameters('seconds'),
  'sys.sleep_until': readParameters('time'),
  'events.create_callback_endpoint': readParameters('http_callback_method?'),
  'events.await_callback': readParameters('callback timeout?'),
} as const satisfies Readonly<Record<string, readonly LibraryParameter[]>>;

export type BlockingName = keyof typeof blockingFunctions;

export function isBlocking(name: string): name is BlockingName {
  return Object.hasOwn(blockingFunctions, name);
}

/** The names before the first dot: `http`, `sys`, ... A variable may be called so, which hides the module. */
export const modules: ReadonlySet<string> = new Set(
  [...pureFunctions.keys(), ...Object.keys(blockingFunctions), ...constants.keys(), 'googleapis.', 'experimental.executions.']
    .filter(name => name.includes('.'))
    .map(name => name.slice(0, name.indexOf('.'))),
);

export { constants };
