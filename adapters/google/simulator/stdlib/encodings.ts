import { createHash, createHmac } from 'node:crypto';
import { fail } from '../errors';
import { decodeJson, encodeJson, type Indentation } from '../json';
import { isMap, typeName, type Value } from '../values';
import { define, want, type LibraryFunction } from './signature';

/** https://cloud.google.com/workflows/docs/reference/stdlib/base64, .../hash, .../json and .../uuid */
export const encodings: Readonly<Record<string, LibraryFunction>> = {
  'base64.encode': define('data padding?', ([data, padding = true]) => {
    const text = Buffer.from(want.bytes(data, 'data')).toString('base64');
    return want.boolean(padding, 'padding') ? text : text.replace(/=+$/, '');
  }),

  'base64.decode': define('data padding?', ([data, padding = true]) => {
    // "The carriage return (\r) and newline (\n) characters in the input are ignored."
    const text = want.string(data, 'data').replace(/[\r\n]/g, '');
    const padded = want.boolean(padding, 'padding') ? text : text + '='.repeat((4 - (text.length % 4)) % 4);
    const valid = padded.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(padded) && (padding === true || !text.includes('='));
    return valid ? new Uint8Array(Buffer.from(padded, 'base64')) : fail('ValueError', 'malformed Base64 data');
  }),

  'hash.compute_checksum': define('data algorithm', ([data, algorithm]) => {
    const bytes = want.bytes(data, 'data');
    return new Uint8Array(createHash(algorithmName(algorithm)).update(bytes).digest());
  }),
  'hash.compute_hmac': define('key data algorithm', ([key, data, algorithm]) => {
    const [secret, bytes] = [want.bytes(key, 'key'), want.bytes(data, 'data')];
    return new Uint8Array(createHmac(algorithmName(algorithm), secret).update(bytes).digest());
  }),

  'json.decode': define('data', ([data = null]) => {
    const text = typeof data === 'string' ? data : data instanceof Uint8Array ? utf8(data) : undefined;
    if (text === undefined) return fail('TypeError', `argument 'data' must be bytes or a string; got: ${typeName(data)}`);
    const value = decodeJson(text);
    return value === undefined ? fail('ValueError', 'malformed JSON') : value;
  }),
  'json.encode': define(
    'data indent?',
    ([data = null, indent = false]) => new Uint8Array(Buffer.from(encodeJson(data, indentation(indent)))),
  ),
  'json.encode_to_string': define('data indent?', ([data = null, indent = false]) => encodeJson(data, indentation(indent))),

  'uuid.generate': define('', (_args, context) => context.uuid()),
};

/** "Supported algorithms: MD5, SHA1, SHA224, SHA256, SHA384, SHA512." */
function algorithmName(value: Value | undefined): string {
  const name = want.string(value, 'algorithm');
  const known = ['MD5', 'SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'].includes(name);
  return known ? name.toLowerCase() : fail('ValueError', `unsupported hashing algorithm: ${name}`);
}

/** "Either a boolean, or a dictionary with two optional string attributes: prefix (empty string), and indent (four spaces)." */
function indentation(value: Value): Indentation | undefined {
  if (typeof value === 'boolean') return value ? { prefix: '', indent: '    ' } : undefined;
  if (!isMap(value)) return fail('TypeError', `argument 'indent' must be a boolean or a map; got: ${typeName(value)}`);
  return {
    prefix: want.string(value.get('prefix') ?? '', 'prefix'),
    indent: want.string(value.get('indent') ?? '    ', 'indent'),
  };
}

export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fail('ValueError', 'the data is not UTF-8 encoded');
  }
}
