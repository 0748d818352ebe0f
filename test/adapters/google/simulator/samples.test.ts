import assert from 'node:assert/strict';
import { validate } from '../../../../adapters/google/simulator/validate/validate';
import { json, run, type Setting } from './harness';

/**
 * Every construct of GoogleCloudPlatform/workflows-samples (at 127ed78: 94 workflows as YAML and as JSON, all of which the validator accepts), each
 * in a workflow of our own. The number says in how many places of the samples it occurs.
 */
interface Construct {
  readonly construct: string;
  readonly places: number;
  readonly source: string;
  readonly setting?: Setting;
  /** The output; absent where the workflow needs a service that isn't here. */
  readonly gives?: unknown;
}

const web: Setting = {
  http: ({ method, body }) => json(200, { method, body: body === undefined ? null : (JSON.parse(body) as null) }),
};

const constructs: Construct[] = [
  { construct: 'a bare list of steps', places: 58, source: '- only:\n    return: "done"\n', gives: 'done' },
  {
    construct: 'main with a parameter',
    places: 14,
    source: 'main:\n  params: [args]\n  steps:\n    - out:\n        return: ${"Hello " + args.first + " " + args.last}\n',
    setting: { input: { first: 'Ada', last: 'L' } },
    gives: 'Hello Ada L',
  },
  { construct: 'empty params', places: 2, source: 'main:\n  params: []\n  steps:\n    - out: {return: 1}\n', gives: 1 },
  {
    construct: 'a subworkflow with several parameters, called with args and result',
    places: 8,
    source: `
main:
  steps:
    - check:
        call: assert_same
        args:
          expected: "on"
          actual: "on"
        result: verdict
    - out:
        return: \${verdict}
assert_same:
  params: [expected, actual]
  steps:
    - compare:
        switch:
          - condition: \${expected == actual}
            next: fine
    - fail:
        raise: \${"Expected " + expected + ". Got " + actual + " instead."}
    - fine:
        return: "same"
`,
    gives: 'same',
  },
  {
    construct: 'assign with expressions at any depth, a dynamic key and a number as a key',
    places: 98,
    source: `
- init:
    assign:
      - key: "Middle"
      - map:
          First: "John"
          \${key}: "Apple"
          1: 10
          Address: {City: "Superville", Codes: [1, "\${1 + 1}"]}
- out:
    return: \${map}
`,
    gives: { First: 'John', Middle: 'Apple', 1: 10, Address: { City: 'Superville', Codes: [1, 2] } },
  },
  {
    construct: 'assignments to a member and to a computed key',
    places: 5,
    source: `
- init:
    assign:
      - m: {}
      - k: "b"
      - m.a: 1
      - m[k]: 2
- out:
    return: \${m}
`,
    gives: { a: 1, b: 2 },
  },
  {
    construct: 'variables with names of modules: map, list, text',
    places: 3,
    source: `
- init:
    assign:
      - map: {1: 10, 2: 20}
      - list: [1]
      - sum: 0
- add:
    for:
      value: key
      in: \${keys(map)}
      steps:
        - one:
            assign:
              - sum: \${sum + map[key]}
- out:
    return: \${sum + list[0]}
`,
    gives: 31,
  },
  {
    construct: 'switch with next, steps, assign and next, return, raise, and an embedded switch',
    places: 26,
    source: `
- init:
    assign: [{a: 1}]
- first:
    switch:
      - condition: \${a == 2}
        raise: "two"
      - condition: \${a == 1}
        assign:
          - a: 5
        next: second
    next: end
- never:
    return: "never"
- second:
    switch:
      - condition: \${a > 4}
        steps:
          - inner:
              assign: [{a: "\${a+7}"}]
          - deeper:
              switch:
                - condition: \${a==12}
                  return: \${"a is:"+string(a)}
`,
    gives: 'a is:12',
  },
  {
    construct: 'next, end, break and continue',
    places: 39,
    source: `
- start:
    assign: [{n: 0}]
    next: loop
- after:
    return: \${n}
    next: end
- loop:
    for:
      value: v
      in: [1, 2, 3, 4]
      steps:
        - skip:
            switch:
              - condition: \${v == 2}
                next: continue
        - add:
            assign: [{n: "\${n + v}"}]
        - stop:
            switch:
              - condition: \${v == 3}
                next: break
    next: after
`,
    gives: 4,
  },
  {
    construct: 'for in a list, in an expression, with an index',
    places: 12,
    source: `
- init:
    assign: [{names: [a, b]}, {out: ""}]
- literal:
    for:
      value: v
      in: [1, 2]
      steps:
        - s1:
            assign: [{out: "\${out + string(v)}"}]
- computed:
    for:
      value: v
      index: i
      in: \${names}
      steps:
        - s2:
            assign: [{out: "\${out + v + string(i)}"}]
- done:
    return: \${out}
`,
    gives: '12a0b1',
  },
  {
    construct: 'for over a range of numbers and a computed one',
    places: 5,
    source: `
- init:
    assign: [{list: [5, 6, 7]}, {sum: 0}]
- literal:
    for:
      value: v
      range: [1, 9]
      steps:
        - s1:
            assign: [{sum: "\${sum + v}"}]
- computed:
    for:
      value: i
      range: \${[0, len(list) - 1]}
      steps:
        - s2:
            assign: [{sum: "\${sum + list[i]}"}]
- done:
    return: \${sum}
`,
    gives: 63,
  },
  {
    construct: 'parallel branches with shared variables',
    places: 3,
    source: `
- init:
    assign: [{user: null}, {note: null}]
- work:
    parallel:
      shared: [user, note]
      branches:
        - getUser:
            steps:
              - callUser: {call: http.get, args: {url: "https://example.com/users/1"}, result: user}
        - getNote:
            steps:
              - callNote: {call: http.get, args: {url: "https://example.com/notes/1"}, result: note}
- done:
    return: \${[user.code, note.body.method]}
`,
    setting: web,
    gives: [200, 'GET'],
  },
  {
    construct: 'parallel for, with and without shared',
    places: 7,
    source: `
- init:
    assign: [{total: 0}]
- shared:
    parallel:
      shared: [total]
      for:
        value: v
        in: [1, 2, 3]
        steps:
          - add:
              assign: [{total: "\${total + v}"}]
- alone:
    parallel:
      for:
        value: v
        range: [1, 3]
        steps:
          - log: {call: sys.log, args: {text: "hi", severity: INFO}}
- done:
    return: \${total}
`,
    gives: 6,
  },
  {
    construct: 'try with an inline call, except that looks at tags and codes, raise of the caught error',
    places: 4,
    source: `
- read:
    try:
      call: http.get
      args:
        url: https://example.com/api
      result: answer
    except:
      as: e
      steps:
        - known:
            switch:
              - condition: \${not("HttpError" in e.tags)}
                return: "Connection problem."
              - condition: \${e.code == 404}
                return: "Sorry, URL wasn't found."
        - unhandled:
            raise: \${e}
- ok:
    return: \${answer.body}
`,
    setting: { http: () => json(404, null) },
    gives: "Sorry, URL wasn't found.",
  },
  {
    construct: 'retry by a default policy, by its predicate, by a predicate of its own; raise inside try',
    places: 6,
    source: `
main:
  steps:
    - one:
        try: {call: http.get, args: {url: "https://example.com/"}, result: r}
        retry: \${http.default_retry}
    - two:
        try: {call: http.get, args: {url: "https://example.com/"}, result: r}
        retry:
          predicate: \${http.default_retry_predicate}
          max_retries: 10
          backoff: {initial_delay: 1, max_delay: 90, multiplier: 3}
    - three:
        try:
          steps:
            - call: {call: http.get, args: {url: "https://example.com/"}, result: r}
            - pending:
                switch:
                  - condition: \${r.code == 202}
                    raise: \${r}
        retry:
          predicate: \${is_pending}
          max_retries: 5
          backoff: {initial_delay: 2, max_delay: 60, multiplier: 2}
    - done:
        return: \${r.code}
is_pending:
  params: [e]
  steps:
    - what:
        switch:
          - condition: \${e.code == 202}
            return: true
    - otherwise:
        return: false
`,
    setting: {
      http: (() => {
        const codes = [503, 200, 429, 200, 202, 200];
        return () => json(codes.shift() ?? 500, null);
      })(),
    },
    gives: 200,
  },
  {
    construct: 'HTTP calls with query, headers, body and both kinds of auth',
    places: 52,
    source: `
- a: {call: http.get, args: {url: "https://example.com/", query: {q: x}, headers: {X-A: b}}, result: ra}
- b: {call: http.post, args: {url: "https://x.googleapis.com/", body: {a: 1}, auth: {type: OAuth2, scopes: "https://www.googleapis.com/auth/drive"}}, result: rb}
- c: {call: http.patch, args: {url: "https://example.com/", query: {q: x}, auth: {type: OIDC, audience: "https://example.com"}}, result: rc}
- d: {call: http.delete, args: {url: "https://example.com/", auth: {type: OAuth2, scope: ["https://www.googleapis.com/auth/drive"]}}, result: rd}
- e: {call: http.request, args: {method: PUT, url: "https://example.com/", body: {a: 2}, auth: {type: OIDC}}, result: re}
- done: {return: "\${[ra.body.method, rb.body.body.a, rc.body.method, rd.body.method, re.body.method]}"}
`,
    setting: web,
    gives: ['GET', 1, 'PATCH', 'DELETE', 'PUT'],
  },
  {
    construct: 'library functions: base64, json, text, time, list, keys, len, int, string, sys.get_env (in a call too)',
    places: 80,
    source: `
- env: {call: sys.get_env, args: {name: GOOGLE_CLOUD_LOCATION}, result: location}
- many:
    assign:
      - parts: \${text.split(location, "-")[0]}
      - coded: \${base64.encode(text.encode("x"))}
      - plain: \${text.decode(base64.decode(coded))}
      - bytes: \${base64.encode(json.encode(parts))}
      - encoded: \${json.encode_to_string(coded)}
      - url: \${text.url_encode("FILE NAME.txt")}
      - soon: \${time.format(sys.now() + 30)}
      - list: []
      - count: \${int("3") + len(list)}
- done: {return: "\${[parts, plain, bytes, url, soon, count]}"}
`,
    gives: ['us', 'x', 'InVzIg==', 'FILE%20NAME.txt', '2026-11-20T09:00:30.000000Z', 3],
  },
  {
    construct: 'operators: + - * / % == != < > in and AND or not',
    places: 380,
    source: `
- a: {assign: [{c: 27}, {page: {pageToken: ""}}]}
- b: {assign: [{f: "\${c * 9/5 + 32}"}]}
- done:
    return:
      - \${f}
      - \${"pageToken" in page and page.pageToken != ""}
      - \${f > 80 AND c < 30 or not(c % 2 == 0)}
      - \${10 - 3}
`,
    gives: [80.6, false, true, 7],
  },
  {
    construct: 'expressions over several lines',
    places: 3,
    source: '- q:\n    return: ${"SELECT COUNT(DISTINCT word)\n      FROM x " +\n      " WHERE corpus=\'" + "hamlet" + "\' "}\n',
    gives: "SELECT COUNT(DISTINCT word) FROM x  WHERE corpus='hamlet' ",
  },
  {
    construct: 'return of a scalar, a list and a map with expressions; raise of a text',
    places: 93,
    source: '- a: {try: {raise: "how odd!"}, except: {as: e, steps: [{b: {return: {what: ["${e}", 1]}}}]}}',
    gives: { what: ['how odd!', 1] },
  },
  {
    construct: 'sys.log with data, text and severity, sys.sleep',
    places: 10,
    source:
      '- a: {call: sys.log, args: {data: [1], severity: "INFO"}}\n- b: {call: sys.log, args: {text: t}}\n- c: {call: sys.sleep, args: {seconds: 1}}',
    gives: null,
  },
  {
    construct: 'connectors, with connector_params',
    places: 137,
    source:
      '- a: {call: googleapis.bigquery.v2.jobs.insert, args: {projectId: p, body: {}, connector_params: {timeout: 100, skip_polling: true}}, result: r}',
  },
  {
    construct: 'a connector by position in an expression',
    places: 1,
    source: '- a: {return: "${googleapis.secretmanager.v1.projects.secrets.versions.accessString(\\"s\\", \\"1\\", \\"p\\")}"}',
  },
  {
    construct: 'the Kubernetes functions',
    places: 4,
    source:
      '- a: {call: gke.create_job, args: {cluster_id: c, job: {}, location: l, namespace: n, project: p}, result: j}\n- b: {call: gke.await_job, args: {cluster_id: c, job_name: n}}\n- c: {call: gke.delete_job, args: {job_name: n}}\n- d: {call: gke.request, args: {method: POST, path: /x}}',
  },
];

describe("the constructs of Google's samples", () => {
  for (const { construct, places, source, setting, gives } of constructs) {
    it(`${construct} (${places})`, async () => {
      assert.deepEqual(validate(source), []);
      if (gives === undefined) return;
      const { execution } = await run(source, setting);
      assert.deepEqual(execution.status === 'succeeded' ? execution.output : execution.error, gives);
    });
  }
});
