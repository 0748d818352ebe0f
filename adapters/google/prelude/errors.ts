import { definitions, expressionError } from './definition';

const message = '${default(map.get(e, "message"), "")}';
const tags = 'default(map.get(e, "tags"), [])';

/** https://cloud.google.com/workflows/docs/reference/syntax/error-types */
export const errors = definitions({
  asError: {
    doc: 'What was raised as { name, message, details }: a function answers 422 with what it threw; what Google raises for a mistake in an expression is an ExpressionError.',
    params: ['e'],
    steps: [
      {
        tell: {
          switch: [
            { condition: '${map.get(e, "name") != null}', return: '${e}' },
            {
              condition: '${(map.get(e, "code") == 422) and (get_type(map.get(e, ["body", "name"])) == "string")}',
              return: { name: '${e.body.name}', message: '${default(map.get(e, ["body", "message"]), "")}', details: null },
            },
            { condition: `\${"TimeoutError" in ${tags}}`, return: { name: 'Timeout', message, details: null } },
            {
              condition: `\${("ConnectionError" in ${tags}) or ("ConnectionFailedError" in ${tags}) or ("SystemError" in ${tags}) or (default(map.get(e, "code"), 0) in [429, 500, 502, 503, 504])}`,
              return: { name: 'Unavailable', message, details: null },
            },
            {
              condition: `\${("HttpError" in ${tags}) or ("AuthError" in ${tags}) or ("ResponseTypeError" in ${tags})}`,
              return: { name: 'Error', message, details: null },
            },
            { condition: true, return: expressionError(message) },
          ],
        },
      },
    ],
  },

  isFailure: {
    doc: 'Whether something failed that may be caught or tried again: anything but an ExpressionError, which has that name, or tags that no call has.',
    params: ['e'],
    steps: [
      {
        tell: {
          return: `\${default(map.get(e, "name"), if(text.match_regex(json.encode_to_string(${tags}), "Http|Timeout|Connection|System|Auth|ResponseType"), default(map.get(e, ["body", "name"]), ""), "ExpressionError")) != "ExpressionError"}`,
        },
      },
    ],
  },

  bodyOf: {
    doc: 'The body of an answer; null when it is empty.',
    params: ['response'],
    steps: [
      {
        tell: {
          return:
            '${if(len(if(get_type(map.get(response, "body")) == "string", map.get(response, "body"), "-")) == 0, null, map.get(response, "body"))}',
        },
      },
    ],
  },

  asHttpError: {
    doc: "The same for an http step, whose errors carry the answer's status and body.",
    params: ['e'],
    uses: ['asError', 'bodyOf'],
    steps: [
      {
        tell: {
          switch: [
            {
              condition: '${("HttpError" in default(map.get(e, "tags"), [])) and (map.get(e, "name") == null)}',
              return: {
                name: '${if(default(map.get(e, "code"), 0) in [429, 502, 503, 504], "Unavailable", "HttpError")}',
                message,
                details: { status: '${map.get(e, "code")}', body: '${bodyOf(e)}' },
              },
            },
            { condition: true, return: '${asError(e)}' },
          ],
        },
      },
    ],
  },

  asRunError: {
    doc: 'The same for a workflow that runs as an execution of its own: its error arrives as JSON.',
    params: ['e'],
    uses: ['asError'],
    steps: [
      {
        read: {
          assign: [{ payload: '${default(map.get(e, ["operation", "error", "payload"]), map.get(e, ["error", "payload"]))}' }],
        },
      },
      {
        tell: {
          switch: [{ condition: '${get_type(payload) == "string"}', return: '${asError(json.decode(payload))}' }],
        },
      },
      { other: { return: '${asError(e)}' } },
    ],
  },

  httpStatus: {
    doc: 'The status of an HttpError; 0 of any other error.',
    params: ['error'],
    steps: [
      {
        tell: {
          return:
            '${if((map.get(error, "name") == "HttpError") and (get_type(map.get(error, ["details", "status"])) in ["integer", "double"]), map.get(error, ["details", "status"]), 0)}',
        },
      },
    ],
  },

  checkedError: {
    doc: 'A map to raise: it has a name that is allowed and a message.',
    params: ['x'],
    steps: [
      { read: { assign: [{ called: '${map.get(x, "name")}' }, { message: '${map.get(x, "message")}' }] } },
      {
        types: {
          switch: [
            {
              condition: '${(get_type(called) != "string") or (get_type(message) != "string")}',
              raise: expressionError('only a map with a name and a message can be raised'),
            },
            {
              condition: '${not text.match_regex(called, "^[A-Za-z_][A-Za-z0-9_.]*$")}',
              raise: expressionError("an error can't have such a name"),
            },
            {
              condition: '${text.match_regex(called, "^(ExpressionError$|States[.]|Lambda[.])")}',
              raise: expressionError("an error can't have such a name"),
            },
          ],
        },
      },
      { checked: { return: { name: '${called}', message: '${message}', details: '${map.get(x, "details")}' } } },
    ],
  },
});
