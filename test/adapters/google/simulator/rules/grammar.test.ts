import { testRules, type Rule } from './rule';

const silent = 'silent';

const rules: Rule[] = [
  {
    page: 'reference/syntax',
    rule: 'a bare list of steps is main without parameters',
    source: '- a: {return: 1}',
    expect: { gives: 1 },
  },
  {
    page: 'reference/syntax',
    rule: 'JSON is accepted as YAML is',
    source: '{"main": {"params": ["x"], "steps": [{"a": {"return": "${x + 1}"}}]}}',
    setting: { input: 41 },
    expect: { gives: 42 },
  },
  {
    page: 'reference/syntax/subworkflows',
    rule: 'main and subworkflows; parameters with defaults; arguments by name in a call step',
    source: `
main:
  params: [input]
  steps:
    - greet: {call: hello, args: {first: "\${input.name}"}, result: r}
    - done: {return: "\${r}"}
hello:
  params: [first, last: Unknown]
  steps:
    - r: {return: '\${"Hello " + first + " " + last}'}
`,
    setting: { input: { name: 'Ada' } },
    expect: { gives: 'Hello Ada Unknown' },
  },
  {
    page: 'reference/syntax/subworkflows',
    rule: 'a subworkflow without return gives null',
    source: `
main: {steps: [{a: {call: f, result: r}}, {b: {return: "\${r == null}"}}]}
f: {steps: [{x: {assign: [{y: 1}]}}]}
`,
    expect: { gives: true },
  },
  {
    page: 'reference/syntax',
    rule: 'main is required, and takes one parameter at most',
    source: 'other: {params: [a, b], steps: [{s: {return: 1}}]}',
    expect: { refused: [/'main' is missing/] },
  },
  {
    page: 'reference/syntax',
    rule: 'main takes one parameter at most, without a default; a subworkflow ten, all different',
    source: `
main: {params: [a, b], steps: [{s: {return: 1}}]}
f: {params: [a, a], steps: [{s: {return: 1}}]}
g: {params: [a, b, c, d, e, f1, g1, h, i, j, k], steps: [{s: {return: 1}}]}
`,
    expect: { refused: [/at most 1 parameter/, /parameter 'a' occurs twice/, /at most 10 parameters/] },
  },
  {
    page: 'reference/syntax/steps',
    rule: 'steps are single-key maps in lists that are not empty',
    source: `
main:
  steps:
    - {a: {return: 1}, b: {return: 2}}
    - c: {steps: []}
`,
    expect: { refused: [/a step is a map with one key/, /at least one step/] },
  },
  {
    page: 'reference/syntax/steps',
    rule: 'a step has no other entries, and one of those that make a step',
    source: `
- a: {assign: [{x: 1}], result: y}
- b: {call: sys.now, retry: "\${http.default_retry}"}
- c: {}
- d: {return: 1, raise: x}
- e: {colour: red, return: 1}
`,
    expect: {
      refused: [
        /unexpected entry 'result'/,
        /unexpected entry 'retry'/,
        /does nothing/,
        /'return' and 'raise' together/,
        /unexpected entry 'colour'/,
      ],
    },
  },
  {
    page: 'reference/syntax/variables',
    rule: 'assign takes name, name.key, name["k"], name[expression] and chains of them',
    source: `
- init:
    assign:
      - m: {list: [[1, 2], [3, 4]]}
      - i: 0
      - key: b
      - m.a: 1
      - m["x y"]: 2
      - m[key + "2"]: 3
      - m.list[i + 1][0]: 5
- r: {return: "\${m}"}
`,
    expect: {
      gives: {
        list: [
          [1, 2],
          [5, 4],
        ],
        a: 1,
        'x y': 2,
        b2: 3,
      },
    },
  },
  {
    page: 'reference/syntax/variables',
    rule: 'entries of one assign run in order, each seeing the former',
    source: '- a: {assign: [{x: 1}, {y: "${x + 1}"}, {x: "${y + 1}"}]}\n- r: {return: "${[x, y]}"}',
    expect: { gives: [3, 2] },
  },
  {
    page: 'reference/syntax/variables',
    rule: 'assignment copies maps and lists by value',
    source: `
- a: {assign: [{x: {k: [1]}}, {y: "\${x}"}, {"y.k[0]": 2}]}
- r: {return: "\${[x.k[0], y.k[0]]}"}
`,
    expect: { gives: [1, 2] },
  },
  {
    page: 'reference/syntax/maps',
    rule: 'expressions at any depth of a YAML value, and as keys',
    source: '- a: {assign: [{k: dyn}, {m: {"${k}": {deep: ["${1 + 1}", text, null]}}}]}\n- r: {return: "${m}"}',
    expect: { gives: { dyn: { deep: [2, 'text', null] } } },
  },
  {
    page: 'reference/syntax/maps',
    rule: 'a key that an expression gives must be a string',
    source: '- r: {return: {"${1 + 1}": x}}',
    expect: { fails: 'ExpressionError', tag: 'TypeError' },
  },
  {
    page: silent,
    rule: 'an assignment into a missing key on the way raises KeyError; into another type TypeError; past the end IndexError',
    source: `
- init: {assign: [{m: {s: text, l: [1]}}, {errors: []}]}
- a:
    try: {assign: [{m.x.y: 1}]}
    except: {as: e, steps: [{a1: {assign: [{errors: "\${list.concat(errors, e.tags[0])}"}]}}]}
- b:
    try: {assign: [{m.s.y: 1}]}
    except: {as: e, steps: [{b1: {assign: [{errors: "\${list.concat(errors, e.tags[0])}"}]}}]}
- c:
    try: {assign: [{"m.l[1]": 1}]}
    except: {as: e, steps: [{c1: {assign: [{errors: "\${list.concat(errors, e.tags[0])}"}]}}]}
- r: {return: "\${errors}"}
`,
    expect: { gives: ['KeyError', 'TypeError', 'IndexError'] },
  },
  {
    page: 'reference/syntax/conditions',
    rule: 'arms are tried in order up to the first that is true; none: goes on',
    source: `
- init: {assign: [{n: 5}]}
- s:
    switch:
      - {condition: "\${n > 10}", return: big}
      - {condition: "\${n > 3}", assign: [{size: middle}]}
      - {condition: true, return: small}
- t: {switch: [{condition: false, return: never}]}
- r: {return: "\${size}"}
`,
    expect: { gives: 'middle' },
  },
  {
    page: 'reference/syntax/conditions',
    rule: 'the later conditions are not evaluated',
    source: '- s: {switch: [{condition: true, return: first}, {condition: "${1 / 0 > 1}", return: second}]}',
    expect: { gives: 'first' },
  },
  {
    page: 'reference/syntax/conditions',
    rule: 'an arm may have steps and next; the switch has a next for when none holds',
    source: `
- s:
    switch:
      - {condition: "\${1 > 2}", next: never}
    next: there
- never: {return: never}
- there:
    switch:
      - condition: true
        steps: [{a: {assign: [{x: 1}]}}]
        next: after
- skipped: {return: skipped}
- after: {return: "\${x}"}
`,
    expect: { gives: 1 },
  },
  {
    page: 'reference/syntax/conditions',
    rule: 'a condition is an expression or a boolean, and an arm leads somewhere',
    source: '- s: {switch: [{condition: "yes please", next: end}, {condition: true}, {next: end}]}',
    expect: { refused: [/must be an expression or a boolean/, /leads nowhere/, /'condition' is missing/] },
  },
  {
    page: silent,
    rule: 'a condition that is no boolean raises TypeError',
    source: '- s: {switch: [{condition: "${null}", next: end}]}',
    expect: { fails: 'ExpressionError', tag: 'TypeError' },
  },
  {
    page: 'reference/syntax/iteration',
    rule: 'for over a list with value and index',
    source: `
- init: {assign: [{out: []}]}
- loop: {for: {value: v, index: i, in: [a, b], steps: [{s: {assign: [{out: "\${list.concat(out, string(i) + v)}"}]}}]}}
- r: {return: "\${out}"}
`,
    expect: { gives: ['0a', '1b'] },
  },
  {
    page: 'reference/syntax/iteration',
    rule: 'a range includes both ends; it is two numbers or one expression',
    source: `
- init: {assign: [{sum: 0}, {n: 3}]}
- a: {for: {value: v, range: [1, 3], steps: [{s1: {assign: [{sum: "\${sum + v}"}]}}]}}
- b: {for: {value: v, range: "\${[n, n + 1]}", steps: [{s2: {assign: [{sum: "\${sum + v}"}]}}]}}
- c: {for: {value: v, range: [0.5, 1.5], steps: [{s3: {assign: [{sum: "\${sum + v}"}]}}]}}
- r: {return: "\${sum}"}
`,
    expect: { gives: 15 },
  },
  {
    page: 'reference/syntax/iteration',
    rule: 'for takes in or range, never two expressions in a range',
    source: `
- a: {for: {value: v, in: [1], range: [1, 2], steps: [{a1: {next: end}}]}}
- b: {for: {value: v, steps: [{b1: {next: end}}]}}
- c: {for: {value: v, range: ["\${1}", "\${2}"], steps: [{c1: {next: end}}]}}
- d: {for: {value: v, range: [1, 2, 3], steps: [{d1: {next: end}}]}}
- e: {for: {value: v, in: text, steps: [{e1: {next: end}}]}}
`,
    expect: {
      refused: [
        /either 'in' or 'range'/,
        /either 'in' or 'range'/,
        /list of two numbers/,
        /list of two numbers/,
        /'in' must be a list/,
      ],
    },
  },
  {
    page: silent,
    rule: 'a range that goes down raises ValueError, anything but a list TypeError',
    source: `
- i: {assign: [{first: null}, {second: null}]}
- a:
    try: {steps: [{a1: {for: {value: v, range: [0, -1], steps: [{a2: {next: continue}}]}}}]}
    except: {as: e, steps: [{a3: {assign: [{first: "\${e.tags[0]}"}]}}]}
- b:
    try: {steps: [{b1: {for: {value: v, in: "\${null}", steps: [{b2: {next: continue}}]}}}]}
    except: {as: e, steps: [{b3: {assign: [{second: "\${e.tags[0]}"}]}}]}
- r: {return: "\${[first, second]}"}
`,
    expect: { gives: ['ValueError', 'TypeError'] },
  },
  {
    page: 'reference/syntax/iteration',
    rule: 'break and continue, also from switch, try and except inside the loop',
    source: `
- init: {assign: [{out: []}]}
- loop:
    for:
      value: v
      in: [1, 2, 3, 4, 5]
      steps:
        - skip: {switch: [{condition: "\${v == 2}", next: continue}]}
        - guard:
            try: {steps: [{fail: {switch: [{condition: "\${v == 3}", raise: three}]}}]}
            except: {as: e, steps: [{go: {next: continue}}]}
        - stop: {switch: [{condition: "\${v == 5}", steps: [{leave: {next: break}}]}]}
        - keep: {assign: [{out: "\${list.concat(out, v)}"}]}
- r: {return: "\${out}"}
`,
    expect: { gives: [1, 4] },
  },
  {
    page: 'reference/syntax/jumps',
    rule: 'next jumps forwards and backwards; end stops with null',
    source: `
- init: {assign: [{n: 0}], next: check}
- more: {assign: [{n: "\${n + 1}"}], next: check}
- check: {switch: [{condition: "\${n < 3}", next: more}]}
- show: {call: sys.log, args: {data: "\${n}"}, next: end}
- never: {return: never}
`,
    expect: { gives: null },
  },
  {
    page: 'reference/syntax/jumps',
    rule: 'a jump leads out of switch, try and except to an outer list',
    source: `
- init: {assign: [{tries: 0}]}
- again:
    try: {steps: [{up: {assign: [{tries: "\${tries + 1}"}]}}, {bad: {switch: [{condition: "\${tries < 3}", raise: x}]}}, {out: {next: done}}]}
    except: {as: e, steps: [{back: {next: again}}]}
- never: {return: never}
- done: {return: "\${tries}"}
`,
    expect: { gives: 3 },
  },
  {
    page: silent,
    rule: "jumps into a nested list, to a sibling's steps, out of steps, for and parallel are refused",
    source: `
- a: {next: inner}
- b: {steps: [{inner: {next: c}}]}
- c: {for: {value: v, in: [1], steps: [{c1: {next: a}}]}}
- d: {parallel: {branches: [{one: {steps: [{d1: {next: a}}]}}, {two: {steps: [{d2: {next: d1}}]}}]}}
- e: {next: nowhere}
`,
    expect: {
      refused: [
        /jump from here to step 'inner'/,
        /jump from here to step 'c'/,
        /jump from here to step 'a'/,
        /jump from here to step 'a'/,
        /jump from here to step 'd1'/,
        /step 'nowhere' not found/,
      ],
    },
  },
  {
    page: 'reference/syntax/iteration',
    rule: 'break and continue outside of a loop are refused, also in a parallel one',
    source: `
- a: {next: break}
- b: {parallel: {for: {value: v, in: [1], steps: [{b1: {next: continue}}]}}}
`,
    expect: { refused: [/'break' outside/, /'continue' outside/] },
  },
  {
    page: 'reference/syntax/steps',
    rule: 'nested steps run in order and share the variables of the workflow',
    source: '- a: {steps: [{b: {assign: [{x: 1}]}}, {c: {steps: [{d: {assign: [{x: "${x + 1}"}]}}]}}]}\n- r: {return: "${x}"}',
    expect: { gives: 2 },
  },
  {
    page: 'reference/syntax/steps',
    rule: 'step names are unique in a routine, nested ones included, not across routines',
    source: `
main:
  steps:
    - a: {return: 1}
    - b: {steps: [{a: {return: 2}}]}
f: {steps: [{b: {return: 1}}]}
`,
    expect: { refused: [/duplicate step name 'a'/] },
  },
  {
    page: 'reference/syntax/steps',
    rule: 'end, break and continue are no names; a name like return is',
    source: '- end: {return: 1}\n- return: {return: 2}',
    expect: { refused: [/'end' is no name/] },
  },
  {
    page: 'reference/syntax/raising-errors',
    rule: 'raise takes a string, an expression or a map',
    source: '- a: {raise: [1]}\n- b: {raise: 5}',
    expect: { refused: [/'raise' takes/, /'raise' takes/] },
  },
  {
    page: silent,
    rule: 'a loop directly under try is refused, as deployments have reported',
    source: '- a: {try: {for: {value: v, in: [1], steps: [{b: {next: continue}}]}}, except: {as: e, steps: [{c: {return: 1}}]}}',
    expect: { refused: [/loop step name should not be empty/] },
  },
  {
    page: 'reference/syntax/catching-errors',
    rule: 'try takes one inline step, a list of steps or steps; retry and except need it',
    source: `
- i: {assign: [{x: null}, {y: null}]}
- a: {try: [{a1: {raise: one}}], except: {as: e, steps: [{a2: {assign: [{x: "\${e}"}]}}]}}
- b: {try: {raise: two}, except: {as: e, steps: [{b1: {assign: [{y: "\${e}"}]}}]}}
- c: {try: {steps: [{c1: {raise: three}}]}, except: {as: e, steps: [{c2: {return: "\${[x, y, e]}"}}]}}
`,
    expect: { gives: ['one', 'two', 'three'] },
  },
  {
    page: silent,
    rule: 'every part of a retry policy has to be written',
    source: '- a: {try: {raise: x}, retry: {predicate: "${retry.always}", backoff: {initial_delay: 1}}}',
    expect: { refused: [/'retry' needs 'max_retries'/] },
  },
  {
    page: 'reference/syntax/parallel-steps',
    rule: 'parallel has 2 to 10 branches or a for, and continueAll as its only policy',
    source: `
- a: {parallel: {branches: [{one: {steps: [{a1: {assign: [{x: 1}]}}]}}]}}
- b: {parallel: {exception_policy: stop, concurrency_limit: 0, for: {value: v, in: [1], steps: [{b1: {assign: [{y: 1}]}}]}}}
- c: {parallel: {shared: [q, q]}}
`,
    expect: {
      refused: [
        /list of 2 to 10 branches/,
        /only exception_policy/,
        /positive integer/,
        /either 'branches' or 'for'/,
        /'q' is shared twice/,
      ],
    },
  },
  {
    page: silent,
    rule: 'plain scalars that YAML versions read differently have to be quoted',
    source:
      '- a: {assign: [{x: yes}, {y: 010}, {z: 2024-01-01}, {t: 1:30}, {u: 1_000}, {v: {<<: 1}}]}\n- b: {assign: [{x: y}, {z: 1.5}, {t: n1}]}',
    expect: { refused: [/'yes'/, /'010'/, /'2024-01-01'/, /'1:30'/, /'1_000'/, /'<<'/] },
  },
  {
    page: silent,
    rule: 'anchors, aliases, tags, duplicate keys and several documents are refused',
    source: '- a: {assign: [{x: &q 1}, {y: !mine 2}]}',
    expect: { refused: [/anchors/, /tag/] },
  },
  {
    page: 'reference/syntax',
    rule: 'a map with a key twice is refused',
    source: '- a: {return: 1, return: 2}',
    expect: { refused: [/Map keys must be unique/] },
  },
  {
    page: 'reference/syntax',
    rule: 'text that is no YAML is refused',
    source: '- a: {return: 1',
    expect: { refused: [/parse error/] },
  },
];

testRules('documents, steps and jumps', rules);
