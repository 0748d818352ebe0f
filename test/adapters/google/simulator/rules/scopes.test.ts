import { testRules, type Rule } from './rule';

const silent = 'silent';

const rules: Rule[] = [
  {
    page: 'troubleshooting',
    rule: "an unknown symbol is not deployed, in Google's words",
    source: '- step1: {assign: [{varA: Hello}, {varB: World}]}\n- step2: {return: "${varC + varB}"}',
    expect: {
      refused: [
        /^error in step step2: error evaluating return value: symbol 'varC' is neither a variable nor a sub-workflow name$/,
      ],
    },
  },
  {
    page: 'troubleshooting',
    rule: 'an unknown function is not deployed, all problems are told at once',
    source: `
- a: {call: nothing}
- b: {call: http.fetch, args: {url: x}}
- c: {return: "\${nothing(1) + text.reverse(\\"a\\") + unknown.f(1)}"}
`,
    expect: {
      refused: [
        /symbol 'nothing' not found/,
        /symbol 'http.fetch' not found/,
        /symbol 'nothing' not found/,
        /symbol 'text.reverse' not found/,
        /symbol 'unknown'/,
        /symbol 'unknown.f' not found/,
      ],
    },
  },
  {
    page: 'reference/syntax/variables',
    rule: 'a variable that is first assigned in steps, switch or try belongs to the whole workflow',
    source: `
- a: {steps: [{a1: {assign: [{x: 1}]}}]}
- b: {switch: [{condition: true, steps: [{b1: {assign: [{y: 2}]}}]}]}
- c: {try: {steps: [{c1: {assign: [{z: 3}]}}]}, except: {as: e, steps: [{c2: {return: never}}]}}
- r: {return: "\${[x, y, z]}"}
`,
    expect: { gives: [1, 2, 3] },
  },
  {
    page: 'reference/syntax/variables',
    rule: 'a variable born in for or except is unknown outside, its value, index and error too',
    source: `
- a: {for: {value: v, index: i, in: [1], steps: [{a1: {assign: [{x: 1}]}}]}}
- b: {try: {raise: q}, except: {as: e, steps: [{b1: {assign: [{y: 1}]}}]}}
- r: {return: ["\${v}", "\${i}", "\${x}", "\${e}", "\${y}"]}
`,
    expect: { refused: [/'v'/, /'i'/, /'x'/, /'e'/, /'y'/] },
  },
  {
    page: 'reference/syntax/variables',
    rule: 'a loop writes the variables of the workflow around it',
    source:
      '- i: {assign: [{x: 0}]}\n- a: {for: {value: v, in: [1, 2], steps: [{a1: {assign: [{x: "${x + v}"}]}}]}}\n- r: {return: "${x}"}',
    expect: { gives: 3 },
  },
  {
    page: 'reference/syntax/iteration',
    rule: 'a loop variable may be used again in another loop, not in a nested one nor outside',
    source: `
- a: {for: {value: v, in: [1], steps: [{a1: {next: continue}}]}}
- b: {for: {value: v, in: [1], steps: [{b1: {for: {value: v, in: [1], steps: [{b2: {next: continue}}]}}}]}}
- c: {assign: [{w: 1}]}
- d: {for: {value: w, in: [1], steps: [{d1: {next: continue}}]}}
- e: {for: {value: u, in: [1], steps: [{e1: {next: continue}}]}}
- f: {assign: [{u: 1}]}
`,
    expect: {
      refused: [
        /'v' is already a variable outside/,
        /'v' is the variable of a block/,
        /'w' is already/,
        /'w' is the variable/,
        /'u' is the variable/,
      ],
    },
  },
  {
    page: 'reference/syntax/subworkflows',
    rule: 'a subworkflow sees its parameters only',
    source: 'main: {steps: [{a: {assign: [{x: 1}]}}, {b: {call: f}}]}\nf: {steps: [{r: {return: "${x}"}}]}',
    expect: { refused: [/symbol 'x'/] },
  },
  {
    page: silent,
    rule: 'variables and subworkflows share a name space',
    source: 'main: {steps: [{a: {assign: [{f: 1}]}}]}\nf: {steps: [{r: {return: 1}}]}',
    expect: { refused: [/'f' is a subworkflow/] },
  },
  {
    page: silent,
    rule: 'a variable may hide a module of the library, whose functions are then refused',
    source: `
- a: {assign: [{map: {k: 1}}, {list: []}]}
- b: {return: "\${map.k + len(keys(map)) + map.get(map, \\"k\\")}"}
`,
    expect: { refused: [/'map' is a variable here, so 'map.get'/] },
  },
  {
    page: silent,
    rule: 'a variable that no step on this path has assigned raises when it is read',
    source: '- s: {switch: [{condition: false, steps: [{a: {assign: [{x: 1}]}}]}]}\n- r: {return: "${x}"}',
    expect: { fails: 'ExpressionError', tag: 'KeyError', message: /x/ },
  },
  {
    page: silent,
    rule: 'what is born in one round of a loop is gone in the next',
    source: `
- l:
    for:
      value: v
      in: [1, 2]
      steps:
        - s: {switch: [{condition: "\${v == 1}", steps: [{a: {assign: [{x: 1}]}}]}]}
        - u: {call: sys.log, args: {data: "\${x}"}}
`,
    expect: { fails: 'ExpressionError', tag: 'KeyError' },
  },
  {
    page: 'reference/syntax/subworkflows',
    rule: 'arguments are checked against the parameters, by name and by position',
    source: `
main:
  steps:
    - a: {call: f, args: {y: 1}}
    - b: {return: "\${f() + f(1, 2, 3) + f(1)}"}
    - c: {call: main}
    - d: {return: "\${main()}"}
f: {params: [x, z: 1], steps: [{r: {return: "\${x}"}}]}
`,
    expect: {
      refused: [
        /'f' needs the argument 'x'/,
        /'f' has no parameter 'y'/,
        /'f' takes 1 to 2 arguments, 0 given/,
        /'f' takes 1 to 2 arguments, 3 given/,
        /'main' can't be called/,
        /'main' can't be called/,
      ],
    },
  },
  {
    page: 'reference/stdlib/overview',
    rule: 'library arguments are checked by name in a call and by number in an expression',
    source: `
- a: {call: sys.sleep, args: {sekunden: 1}}
- b: {call: http.get, args: {url: "https://x.y", body: {}}}
- c: {return: "\${len() + len(1, 2) + text.split(\\"a\\")}"}
`,
    expect: {
      refused: [
        /'sys.sleep' needs the argument 'seconds'/,
        /no parameter 'sekunden'/,
        /'http.get' has no parameter 'body'/,
        /'len' takes 1 argument, 0 given/,
        /'len' takes 1 argument, 2 given/,
        /'text.split' takes 2 arguments, 1 given/,
      ],
    },
  },
  {
    page: 'reference/stdlib/sys/log',
    rule: 'arguments of a call may be a list by position',
    source: `
main:
  steps:
    - a: {call: f, args: [1, "\${1 + 1}"], result: r}
    - b: {call: text.split, args: ["a-b", "-"], result: s}
    - d: {return: "\${[r, s]}"}
f: {params: [x, y, z: 3], steps: [{r: {return: "\${[x, y, z]}"}}]}
`,
    expect: {
      gives: [
        [1, 2, 3],
        ['a', 'b'],
      ],
    },
  },
  {
    page: 'reference/stdlib/sys/log',
    rule: 'arguments by position are counted, and connectors take theirs by name',
    source: `
main:
  steps:
    - a: {call: f, args: []}
    - b: {call: f, args: [1, 2]}
    - c: {call: googleapis.pubsub.v1.projects.topics.publish, args: [1]}
    - d: {call: f, args: x}
f: {params: [x], steps: [{r: {return: "\${x}"}}]}
`,
    expect: {
      refused: [
        /'f' needs the argument 'x'/,
        /'f' takes at most 1 argument/,
        /by name/,
        /'f' needs the argument 'x'/,
        /'args' must be a map or a list/,
      ],
    },
  },
  {
    page: 'reference/syntax/expressions',
    rule: "blocking functions and connectors can't stand in an expression",
    source: `
- a: {return: "\${sys.sleep(1)}"}
- b: {return: "\${http.get(\\"https://x.y\\")}"}
- c: {return: "\${googleapis.pubsub.v1.projects.topics.publish(1)}"}
`,
    expect: { refused: [/'sys.sleep' blocks/, /'http.get' blocks/, /blocks/] },
  },
  {
    page: 'reference/syntax/calls',
    rule: "a function that doesn't block may be called by a step, its arguments by name",
    source: '- a: {call: text.split, args: {source: "a-b", separator: "-"}, result: parts}\n- r: {return: "${parts}"}',
    expect: { gives: ['a', 'b'] },
  },
  {
    page: 'reference/syntax/parallel-steps',
    rule: "a branch reads the parent's variables and writes those that are shared",
    source: `
- i: {assign: [{a: 1}, {b: 0}, {c: 0}]}
- p: {parallel: {shared: [b, c], branches: [{one: {steps: [{p1: {assign: [{b: "\${a + 1}"}]}}]}}, {two: {steps: [{p2: {assign: [{c: "\${a + 2}"}]}}]}}]}}
- r: {return: "\${[b, c]}"}
`,
    expect: { gives: [2, 3] },
  },
  {
    page: 'reference/syntax/parallel-steps',
    rule: 'writing without shared is not deployed, in nested parallel steps neither, by a path neither, by result neither',
    source: `
- i: {assign: [{a: {}}, {b: 0}]}
- p:
    parallel:
      shared: [b]
      for:
        value: v
        in: [1]
        steps:
          - p1: {assign: [{a.k: 1}]}
          - p2: {call: sys.now, result: a}
          - p3: {parallel: {for: {value: w, in: [1], steps: [{p4: {assign: [{b: 1}]}}]}}}
`,
    expect: { refused: [/'a' belongs to the parent scope/, /'a' belongs/, /'b' belongs/] },
  },
  {
    page: 'reference/syntax/parallel-steps',
    rule: 'what is shared is a variable of the parent scope',
    source: '- p: {parallel: {shared: [x], for: {value: v, in: [1], steps: [{p1: {assign: [{x: 1}]}}]}}}',
    expect: { refused: [/shared variable 'x' is not a variable/] },
  },
  {
    page: 'reference/syntax/parallel-steps',
    rule: "a branch's own variables are its own: siblings may use the same names, nobody else sees them",
    source: `
- p:
    parallel:
      branches:
        - one: {steps: [{p1: {assign: [{x: 1}]}}, {p2: {assign: [{y: "\${x}"}]}}]}
        - two: {steps: [{p3: {assign: [{x: 2}]}}, {p4: {assign: [{z: "\${y}"}]}}]}
- r: {return: "\${x}"}
`,
    expect: { refused: [/symbol 'y'/, /symbol 'x'/] },
  },
  {
    page: silent,
    rule: 'a name that a branch assigns, and later the workflow too, is refused',
    source: `
- p: {parallel: {for: {value: v, in: [1], steps: [{p1: {assign: [{x: 1}]}}]}}}
- q: {assign: [{x: 1}]}
`,
    expect: { refused: [/'x' is assigned inside a parallel step and, later, outside/] },
  },
  {
    page: silent,
    rule: "return and end can't leave a parallel step",
    source: '- p: {parallel: {for: {value: v, in: [1], steps: [{a: {return: 1}}, {b: {next: end}}]}}}',
    expect: { refused: [/'return' can't leave/, /'end' can't leave/] },
  },
  {
    page: silent,
    rule: 'words of the expression language are no variables',
    source:
      '- a: {assign: [{in: 1}]}\n- b: {call: sys.now, result: not}\n- c: {for: {value: "true", in: [1], steps: [{d: {next: end}}]}}',
    expect: { refused: [/error parsing expression/, /'not' is no name/, /'true' is no name/] },
  },
];

testRules('symbols and scopes', rules);
