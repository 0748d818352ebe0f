import * as found from '../../diagnostics/catalogue';
import { printTemplate } from '../expressions/print';
import type { Expression } from '../expressions/ast';
import { duration, label, template, text } from '../fields';
import { type HttpMethod, httpMethods } from '../ir';
import { defined, describe, type Field, optional, readRecord, required, type ValuesOf } from '../reader';
import { defineStep, origin, printDurationField } from '../syntax';
import { typesOf } from '../expressions/types';
import { types } from '../expressions/typeset';

const method: Field<HttpMethod> = {
  schema: { enum: httpMethods },
  read(value, at, reader) {
    const read = text.read(value, at, reader);
    if (read === undefined) return undefined;
    if ((httpMethods as readonly string[]).includes(read)) return read as HttpMethod;
    reader.report(found.badValue({ path: at }, label(at), `"${read}"`, `Write one of ${httpMethods.join(', ')}.`));
    return undefined;
  },
};

/** A map of templates, or a template that gives a map. */
const mapTemplate: Field<Expression> = {
  schema: { type: ['object', 'string'] },
  read(value, at, reader) {
    const read = template.read(value, at, reader);
    if (!read || typesOf(read) & types.map) return read;
    reader.report(found.wrongType({ path: at }, label(at), 'a map', describe(value)));
    return undefined;
  },
};

const requestFields = {
  method: optional(method, '`GET` when absent.'),
  url: required(template, 'An absolute URL.'),
  headers: optional(mapTemplate, 'A map of texts.'),
  query: optional(mapTemplate, 'Added to the URL; entries that are null are left out.'),
  body: optional(template, 'Sent as JSON.'),
};
type Request = ValuesOf<typeof requestFields>;

const request: Field<Request> = {
  schema: {
    oneOf: [
      { type: 'string' },
      {
        type: 'object',
        additionalProperties: false,
        required: ['url'],
        properties: Object.fromEntries(
          Object.entries(requestFields).map(([key, { field, doc }]) => [key, { ...field.schema, description: doc }]),
        ),
      },
    ],
  },
  read(value, at, reader) {
    if (typeof value !== 'string')
      return readRecord(value, at, '"http"', requestFields, reader, {
        misplaced: { timeout: '`timeout` stands beside `http`, not in it.' },
      });
    const url = template.read(value, at, reader);
    return url && { url };
  },
};

export const http = defineStep({
  kind: 'http',
  verbs: ['http'],
  doc: 'Sends an HTTP request: a URL alone is a GET. A status of 400 or more is an error: `HttpError`, or `Unavailable` for 429, 502, 503 and 504.',
  value: '`{ status, body }`; the body is parsed when the answer says it is JSON, else text; null when it is empty',
  canFail: true,
  fields: {
    http: required(request, 'A URL, or `{ method, url, headers, query, body }`.'),
    timeout: optional(duration(1), 'How long an attempt may take; 30s when absent.'),
  },
  build({ http: { method: verb = 'GET', url, headers, query, body }, timeout }, base, reader) {
    if (body && (verb === 'GET' || verb === 'HEAD')) {
      reader.report(
        found.notAllowedHere(
          { path: origin(base, 'http', 'body'), key: true },
          `A ${verb} request has no body.`,
          'Give it a method: `method: POST`.',
        ),
      );
    }
    return {
      ...base,
      kind: 'http',
      method: verb,
      url,
      ...defined({ headers, query, body }),
      timeout: timeout ?? { kind: 'literal', value: 30, place: { path: base.origin } },
    };
  },
  print: step => ({
    http: {
      method: step.method,
      url: printTemplate(step.url),
      ...(step.headers ? { headers: printTemplate(step.headers) } : {}),
      ...(step.query ? { query: printTemplate(step.query) } : {}),
      ...(step.body ? { body: printTemplate(step.body) } : {}),
    },
    timeout: printDurationField(step.timeout),
  }),
});
