/** A rule of the language, and what shows it. */
export interface Rule {
  /** What the rule says, in short. */
  readonly rule: string;
  /** The part of the language's reference that states it. */
  readonly section: string;
  /** Cases under `test/fixtures`: `fixture/workflow: the case's name`. */
  readonly cases: readonly string[];
  /** Codes whose folders under `test/diagnostics` show what is refused. */
  readonly diagnostics?: readonly string[];
}

/** Every rule of the language with the cases, and for what is static the diagnostics, that show it. */
export const rules: Readonly<Record<string, Rule>> = {
  // The block

  'block-value': {
    rule: "A block's value is its `output`, evaluated when its steps are done; without one it is null.",
    section: '1 The block',
    cases: [
      "blocks/nested: a block's value is its output, and its steps are seen outside",
      'sequence/noOutput: a block without output has the value null',
    ],
  },
  'block-output-only': {
    rule: 'A block with `output` may do without `do`.',
    section: '1 The block',
    cases: [
      'blocks/outputOnly: a block with output may do without do, and one without output is null',
      'run/echo: a workflow that only has an output',
    ],
  },
  'workflow-without-input': {
    rule: 'A workflow started without input gets `{}`.',
    section: '1 The block',
    cases: [
      'sequence/wholeInput: without input the input is an empty map',
      'schedules/manyCrons: without input it gets an empty map',
    ],
  },
  'workflow-input': {
    rule: 'The input arrives whole as `input`.',
    section: '1 The block',
    cases: ['sequence/wholeInput: the input arrives whole'],
  },
  'input-schema-not-enforced': {
    rule: "A workflow's `input` schema isn't enforced at run time.",
    section: '1 The block',
    cases: [
      "input-schema/order: the schema isn't enforced at run time",
      "input-schema/order: defaults of the schema aren't filled in",
    ],
    diagnostics: ['unknown-input-property', 'input-mismatch'],
  },
  'workflow-timeout': {
    rule: "A workflow's `timeout` is of the whole execution and ends it with `Timeout`, which nothing inside it takes.",
    section: '1 The block',
    cases: [
      "timeouts/wholeWorkflow: the workflow's Timeout is taken by nothing inside it",
      'timeouts/wholeWorkflow: the workflow ends in time',
      "timeouts/outerFirst: the workflow's Timeout comes first, though the step would take one",
      "timeouts/outerFirst: the workflow's Timeout comes between the attempts",
    ],
  },
  'schedule-events': {
    rule: 'A schedule has `cron` (five Unix fields) or `rate` (a whole number of minutes, hours or days), a `timezone` and an `input`.',
    section: '1 The block',
    cases: [
      'schedules/nightly: started as the first schedule does',
      'schedules/nightly: started as the schedule of every hour does',
      'schedules/nightly: started without input, as the other schedules do',
    ],
    diagnostics: ['bad-cron', 'bad-rate', 'bad-timezone'],
  },
  'description-plain': {
    rule: '`description` is plain text, on workflows and on steps.',
    section: '1 The block',
    cases: ["sequence/relay: a step's value is the variable of its name"],
  },
  'target-name': {
    rule: '`target` names an adapter; the default is the name of the provider.',
    section: '1 The block',
    cases: ['schedules/nightly: started as the first schedule does'],
    diagnostics: ['unknown-target'],
  },
  'step-shape': {
    rule: 'A step is a map with one key, its name, and under it one verb with its fields.',
    section: '1 The block',
    cases: [],
    diagnostics: ['step-shape', 'no-verb', 'two-verbs', 'unknown-key', 'missing-key', 'wrong-type'],
  },
  'step-names': {
    rule: "Step names match [A-Za-z_][A-Za-z0-9_]* up to 60 characters, are unique in the workflow whatever the letters' case, and aren't reserved.",
    section: '1 The block',
    cases: [
      'hostile-names/states: names that mean something to a target are names like any other',
      "hostile-names/constructor: names of JavaScript's objects are names like any other",
      'hostile-names/loopNames: so are the names that loops, branches and entries bind',
      'hostile-names/longNames: names may have sixty characters',
      'hostile-names/sameNames: a workflow, a step, a function and a key may have the same name',
    ],
    diagnostics: ['bad-name', 'reserved-name', 'name-taken'],
  },
  'step-variable': {
    rule: "A step's name is the variable that holds its value.",
    section: '1 The block',
    cases: [
      'own-variable/readsItself: a step may read its own value of the round before',
      "sequence/relay: a step's value is the variable of its name",
      "blocks/nested: a block's value is its output, and its steps are seen outside",
    ],
  },

  // Steps

  call: {
    rule: '`call` calls a function of the service; its value is what the function returns.',
    section: '2 Steps',
    cases: [
      'shapes/emptyThings: empty things stay what they are',
      "sequence/relay: a step's value is the variable of its name",
      'hostile-data/passThrough: what a function returns goes through variables and branches unchanged',
    ],
    diagnostics: ['unknown-function'],
  },
  'call-with-default': {
    rule: '`with` defaults to `{}`.',
    section: '2 Steps',
    cases: [
      'sequence/noOutput: with defaults to an empty map',
      'run/withoutWith: with defaults to an empty map and may be any template',
    ],
  },
  'call-with-template': {
    rule: '`with` is a template of any shape.',
    section: '2 Steps',
    cases: [
      'sequence/withTemplates: with may be any template',
      'templates/everywhere: templates may be nested in lists and maps',
    ],
  },
  'call-timeout': {
    rule: '`timeout` of a call ends it with `Timeout`.',
    section: '2 Steps',
    cases: [
      'timeouts/callTimeout: a timeout that runs out is a Timeout',
      'timeouts/callTimeout: an answer in time',
      'timeouts/callTimeout: an error in time',
      'timeouts/callTimeout: an error that comes too late is a Timeout',
    ],
  },
  'http-shorthand': {
    rule: '`http` with a url is a GET.',
    section: '2 Steps',
    cases: ['http/shortGet: a bare url is a GET, and JSON is parsed', 'http/pages: a url may be computed whole, with its query'],
  },
  'http-fields': {
    rule: '`http` takes method, url, headers, query and body.',
    section: '2 Steps',
    cases: [
      "http/builtUrls: a whole number prints whole in a url, and the query is added to the url's own",
      'http/fullRequest: null entries of the query are left out',
      'http/methods: methods, with and without a body',
      "http/noUrl: a url that isn't text is an ExpressionError",
    ],
    diagnostics: ['bad-value'],
  },
  'http-value': {
    rule: 'The value of `http` is `{ status, body }`.',
    section: '2 Steps',
    cases: ["http/shortGet: the status is the answer's", 'http/shortGet: the body may be a list'],
  },
  'http-json': {
    rule: "The body is parsed when the answer says it's JSON, else it is text.",
    section: '2 Steps',
    cases: ['http/shortGet: a bare url is a GET, and JSON is parsed', "http/shortGet: a body that isn't JSON is text"],
  },
  'http-empty': {
    rule: 'An empty answer is null.',
    section: '2 Steps',
    cases: ['http/shortGet: an empty answer is null', 'http/caughtStatuses: a body that is empty'],
  },
  'http-query-null': {
    rule: 'Null entries of `query` are left out.',
    section: '2 Steps',
    cases: ['http/fullRequest: null entries of the query are left out'],
  },
  'http-query-encoded': {
    rule: "The query's values are encoded.",
    section: '2 Steps',
    cases: [
      'http/builtUrls: blanks and other letters in the query are encoded',
      "http/fullRequest: the query's values are encoded",
    ],
  },
  'http-default-timeout': {
    rule: 'The timeout of `http` is 30 seconds when nothing is said.',
    section: '2 Steps',
    cases: ['http/timeouts: the timeout is 30 seconds when nothing is said', 'http/timeouts: a shorter timeout'],
  },
  run: {
    rule: "`run` runs another workflow; its value is the workflow's, and its calls count.",
    section: '2 Steps',
    cases: [
      'own-variable/freshChildren: each run starts with variables of its own',
      "run/parent: a run's value is what the other workflow returns, and its calls count",
      'run/grandparent: runs within runs',
      'run/concurrentRuns: runs in concurrent steps',
      'stories/fanOutRuns: runs of another story at the same time',
    ],
    diagnostics: ['unknown-workflow', 'recursive-workflows'],
  },
  'run-timeout': {
    rule: '`timeout` of a run ends it with `Timeout`.',
    section: '2 Steps',
    cases: ['timeouts/runTimeout: each attempt of a run has its own timeout', 'timeouts/runTimeout: a child in time'],
  },
  set: {
    rule: '`set` assigns whole variables; its value is null.',
    section: '2 Steps',
    cases: [
      'set/wholeVariables: set assigns whole variables; the old value stays where it was copied',
      'set/swap: all right-hand sides are evaluated before any is assigned',
    ],
  },
  'set-simultaneous': {
    rule: 'All right-hand sides of a `set` are evaluated before any is assigned.',
    section: '2 Steps',
    cases: ['set/swap: all right-hand sides are evaluated before any is assigned', 'set/swap: null is a value like any other'],
  },
  'set-own-variable': {
    rule: "A step's own variable can't be assigned.",
    section: '2 Steps',
    cases: [],
    diagnostics: ['assigned-to-step'],
  },
  do: {
    rule: '`do` is a block as a step; `try` is accepted for it.',
    section: '2 Steps',
    cases: ['blocks/spelledTry: try is another word for do', 'blocks/nested: an error goes out through all blocks'],
  },
  switch: {
    rule: '`switch` runs the first block whose condition holds and has its value; later conditions are not evaluated.',
    section: '2 Steps',
    cases: [
      'switch/route: the block whose condition holds runs and gives the value',
      'switch/route: the value is null when the block that ran has no output',
      "switch/firstHit: only the first that holds runs, and later conditions aren't evaluated",
      'switch/firstHit: the first of two that hold',
    ],
  },
  'switch-default': {
    rule: 'When none holds `default` runs: a list of steps, or a block.',
    section: '2 Steps',
    cases: [
      'switch/route: none holds, so the default runs; a list of steps has no value',
      'switch/firstHit: a default that is a block',
      'switch/nestedSwitch: the inner default',
    ],
  },
  'switch-no-default': {
    rule: 'When none holds and there is no `default` it goes on with null.',
    section: '2 Steps',
    cases: ['switch/noDefault: none holds and there is no default, so it goes on with null'],
  },
  'for-rounds': {
    rule: '`for` runs its block once for each item, in order.',
    section: '2 Steps',
    cases: [
      "for-sequential/collect: with output the value is the list of the rounds' values in order",
      'for-sequential/collect: an empty list has no rounds',
      'for-sequential/collect: one item',
    ],
  },
  'for-value': {
    rule: "With `output` the value of `for` is the list of the iterations' values in the order of the items, else null.",
    section: '2 Steps',
    cases: [
      'shapes/singles: a list of one is a list',
      'shapes/singles: a list of one list',
      'shapes/singles: a list of null',
      'counters/listsEachTime: the lists of values start empty each time',
      "for-sequential/collect: with output the value is the list of the rounds' values in order",
      'for-sequential/withoutOutput: without output the value is null',
      'for-concurrent/gather: the values are in the order of the items, whichever is done first',
      'for-concurrent/withoutOutput: without output the value is null',
    ],
  },
  'for-projection': {
    rule: '`for` without `do` is a projection.',
    section: '2 Steps',
    cases: [
      'for-sequential/projection: without do it is a projection; where filters and at counts what is left',
      'for-concurrent/projection: a concurrent projection',
    ],
  },
  'for-where': {
    rule: '`where` filters before the first round, and `at` counts what is left, from 0.',
    section: '2 Steps',
    cases: [
      'for-sequential/projection: without do it is a projection; where filters and at counts what is left',
      'for-sequential/projection: where may leave nothing',
      'for-concurrent/gather: the values are in the order of the items, whichever is done first',
      'nested-control/switchInConcurrent: switches, loops, retries and entries in concurrent iterations',
    ],
  },
  'for-until': {
    rule: '`until` of a sequential `for` is asked after each round and sees `each` and `at`.',
    section: '2 Steps',
    cases: [
      'for-sequential/untilFound: until is asked after each round and ends the loop',
      'for-sequential/untilFound: until sees each and at',
      'for-sequential/untilFound: until may never hold',
    ],
    diagnostics: ['not-allowed-here'],
  },
  'for-in-once': {
    rule: '`in` is evaluated once.',
    section: '2 Steps',
    cases: ['for-sequential/evaluatedOnce: the list is evaluated once, before the first round'],
  },
  'for-literal-list': {
    rule: '`in` may be a YAML list.',
    section: '3 Templates',
    cases: ['for-sequential/literalList: the list may be a YAML list'],
  },
  'for-not-a-list': {
    rule: "An item list that isn't a list is an `ExpressionError`.",
    section: '3 Expressions',
    cases: [
      'for-sequential/collect: a missing list is an ExpressionError',
      'for-sequential/collect: text is no item list',
      'for-sequential/collect: a map is no item list',
      'for-concurrent/gather: a missing list is an ExpressionError',
    ],
  },
  'for-concurrency': {
    rule: 'With `concurrency: n` up to n iterations run at once; n is an upper bound.',
    section: '2 Steps',
    cases: [
      'for-concurrent/gather: the values are in the order of the items, whichever is done first',
      'for-concurrent/gather: fewer items than may run at once',
      'for-concurrent/nestedConcurrent: concurrent loops may be nested',
    ],
  },
  while: {
    rule: "`while` asks before each round; its value is the last round's, null if none ran.",
    section: '2 Steps',
    cases: [
      "loops/whileLoop: while asks first, and its value is the last round's",
      'loops/whileLoop: no round runs when the condition is false at once',
      'loops/boundedWhile: none at all',
      'nested-control/deep: blocks in loops in loops in switches in blocks',
    ],
  },
  until: {
    rule: '`until` asks after each round.',
    section: '2 Steps',
    cases: [
      'loops/untilLoop: until asks after the first round, without a wait',
      'loops/withoutOutput: a loop without output has the value null, and its steps are seen outside',
    ],
  },
  'loop-every': {
    rule: '`every` waits between rounds.',
    section: '2 Steps',
    cases: [
      'counters/whileEvery: every may be a template, and nothing is waited after the last round',
      'loops/untilLoop: every waits between rounds',
      'loops/untilLoop: every is added to the time that a round takes',
      'loops/boundedWhile: fewer rounds than max',
      'waits/deadline: ready at the third poll',
      'waits/deadline: never ready',
    ],
  },
  'loop-max': {
    rule: 'If the condition still asks for another round after `max` rounds: `Timeout`, without waiting.',
    section: '2 Steps',
    cases: [
      'counters/maxEachTime: max counts from zero each time the loop is entered',
      'counters/maxAndRetry: a Timeout by max may be retried, and max counts anew',
      'loops/boundedUntil: a further round would be a Timeout, without waiting',
      'loops/boundedUntil: max rounds that end in time are no error',
      'loops/boundedWhile: exactly max',
      'loops/boundedWhile: one more than max is a Timeout, without waiting',
      'loops/literalUntil: a condition may be a YAML boolean, and a caught Timeout leaves null',
      'stories/pollJob: a job that is never done is cancelled',
    ],
  },
  parallel: {
    rule: "`parallel` runs two or more branches at once; its value is a map of the branches' values.",
    section: '2 Steps',
    cases: [
      "parallel/branches: the value is a map of the branches' values",
      'parallel/branches: it takes as long as the longest branch',
      'parallel/nestedParallel: parallel in parallel, a loop as a branch, a wait as a branch',
      'nested-control/parallelInForInParallel: a parallel in a loop in a branch',
    ],
    diagnostics: ['too-few-branches'],
  },
  'parallel-one-step': {
    rule: 'A branch is a block or one step body.',
    section: '2 Steps',
    cases: [
      'parallel/branchCatches: a branch that is one step may catch and be skipped',
      'parallel/nestedParallel: parallel in parallel, a loop as a branch, a wait as a branch',
      'settle/settledBranches: every branch runs to its end and tells whether it was well',
    ],
  },
  'raise-name': {
    rule: '`raise: Name` has the message "" and null details.',
    section: '2 Steps',
    cases: [
      'raise/named: a name alone has an empty message and null details',
      'if-skip/skipRaise: raise when the condition holds',
    ],
  },
  'raise-fields': {
    rule: '`raise` with name, message and details; message and details are templates.',
    section: '2 Steps',
    cases: [
      'raise/named: the message is a template',
      'raise/named: details are a template of any shape',
      'raise/named: a message with nothing in it',
      'templates/everywhere: details are templates',
    ],
  },
  'raise-dynamic': {
    rule: 'A wholly templated `raise` takes any map with string `name` and `message`, inside a catch or not.',
    section: '2 Errors',
    cases: [
      'raise/dynamic: a map with name, message and details',
      'raise/dynamic: details may be absent',
      'raise/computed: a raise may be wholly computed',
    ],
  },
  'raise-again': {
    rule: 'An error may be raised again from an entry of `catch`.',
    section: '2 Errors',
    cases: [
      'raise/rethrow: an error may be raised again inside an entry, and caught further out',
      'raise/rethrow: an error raised again keeps its name and message',
    ],
  },
  'raise-not-an-error': {
    rule: "A wholly templated `raise` of anything else, or with a name that isn't allowed, is an `ExpressionError`.",
    section: '2 Errors',
    cases: [
      "raise/dynamic: null isn't an error",
      "raise/dynamic: text isn't an error",
      'raise/dynamic: an error needs a message',
      'raise/dynamic: the message must be a string',
      'raise/dynamic: the name must be a string',
      "raise/dynamic: a name with a blank isn't allowed",
      "raise/dynamic: a name that begins with a digit isn't allowed",
      "raise/dynamic: an empty name isn't allowed",
    ],
  },
  'error-names': {
    rule: "Names a user raises match [A-Za-z_][A-Za-z0-9_.]* and don't begin with `States.` or `Lambda.`.",
    section: '2 Errors',
    cases: [
      'raise/named: the message is a template',
      "raise/dynamic: a name that begins with States. isn't allowed",
      "raise/dynamic: a name that begins with Lambda. isn't allowed",
    ],
    diagnostics: ['bad-error-name'],
  },
  'wait-duration': {
    rule: "`wait` takes a duration; a wait's value is null.",
    section: '2 Steps',
    cases: ["waits/durations: all forms of a duration, and a wait's value is null", 'timeouts/sleeper: a day and a half'],
  },
  'wait-seconds': {
    rule: '`wait` takes a template that gives seconds, which may be 0.',
    section: '2 Steps',
    cases: ['waits/computed: a template gives seconds', 'waits/computed: a wait may be 0'],
  },
  'wait-until': {
    rule: '`wait: { until }` waits for a time; one in the past goes on at once.',
    section: '2 Steps',
    cases: [
      'waits/untilTime: a wait until a time',
      'waits/untilTime: a time in the past goes on at once',
      'waits/untilTime: over the end of a year',
      'waits/untilLiteral: the time may be written out',
    ],
  },
  'wait-in-branches': {
    rule: 'Waits in branches pass at the same time.',
    section: '2 Steps',
    cases: ['waits/together: waits in branches pass at the same time'],
  },
  return: {
    rule: "`return` ends the workflow with its value; the workflow's `output` isn't used.",
    section: '2 Steps',
    cases: [
      "return/fromLoops: a return ends all loops and the workflow; output isn't used",
      'return/fromSwitch: a return in a switch',
      'return/nothing: a return may give null',
      'loops/foreverUntilReturn: a return ends the loop and the workflow',
    ],
  },
  'return-from-catch': {
    rule: '`return` in an entry of `catch` ends the workflow.',
    section: '2 Steps',
    cases: [
      'return/fromCatch: a return in an entry leaves the loop and the blocks around it',
      'catch/catchLoop: a return out of a loop in an entry ends the workflow',
    ],
  },
  'return-not-an-error': {
    rule: 'A `return` is no error: nothing catches or retries it.',
    section: '2 Steps',
    cases: ['return/fromSwitch: a return is no error, nothing catches or retries it'],
  },
  'return-in-child': {
    rule: 'A `return` under `run` ends the child only.',
    section: '2 Steps',
    cases: ['return/inChild: a return ends the child only'],
  },
  'return-in-parallel': {
    rule: "`return` isn't allowed inside a concurrent block.",
    section: '2 Scope',
    cases: [],
    diagnostics: ['return-in-parallel'],
  },
  if: {
    rule: 'A step whose `if` is false is skipped, and its variable is null.',
    section: '2 Steps',
    cases: [
      "own-variable/everyOtherTime: a step's condition may read its own value, which is null when it was skipped",
      'if-skip/skipping: a step runs when its condition is true',
      'if-skip/skipping: a block is skipped as a whole',
      "if-skip/skipping: a skipped step's variable is null, and a return may be conditional",
      'if-skip/skippedInLoop: a step skipped in a later round is null again',
      'if-skip/skipRaise: raise and wait may be skipped',
    ],
  },
  'if-set': {
    rule: 'A skipped `set` assigns nothing.',
    section: '2 Steps',
    cases: [
      'set/conditional: a set whose condition is false assigns nothing',
      'set/conditional: a set whose condition is true assigns',
    ],
  },
  'no-handlers-on': {
    rule: '`set`, `raise` and `return` have no `retry` and `catch`.',
    section: '2 Steps',
    cases: [],
    diagnostics: ['not-allowed-here'],
  },
  'caught-variable': {
    rule: "A caught step's variable is null, or the value of the `catch` entry that ran.",
    section: '2 Steps',
    cases: [
      "catch/firstThatTakes: a caught step's variable takes the value of the entry that ran",
      'catch/firstThatTakes: do may be absent, then the error is ignored and the value is null',
      "catch/onBlocks: a for may catch, and its rounds' values are gone",
      "nested-control/deep: the last round's value comes from the entry that ran",
    ],
  },

  // Scope

  'scope-null-before': {
    rule: 'Everything in a workflow is null before it is first assigned.',
    section: '2 Scope',
    cases: [
      'set/beforeAssigned: a variable is null before it is first assigned',
      'scope/oneScope: a variable that was never assigned is null',
    ],
  },
  'scope-one': {
    rule: 'Sequential blocks and loops make no scope of their own: what follows sees what they left.',
    section: '2 Scope',
    cases: [
      'shapes/growing: many rounds',
      'scope/oneScope: blocks and loops make no scope of their own',
      'for-sequential/accumulate: a round sees what the last one left, and so does what follows',
      'for-sequential/accumulate: no rounds leave the variables alone',
    ],
  },
  'scope-rounds': {
    rule: 'A round sees what the last one left.',
    section: '2 Scope',
    cases: [
      'own-variable/skippedBlockKeepsInner: the steps inside a skipped block keep their values',
      'own-variable/readsItself: a step may read its own value of the round before',
      "scope/keptAcrossRounds: a step that a round doesn't reach keeps the value of the round before",
      'for-sequential/accumulate: a round sees what the last one left, and so does what follows',
    ],
  },
  'scope-concurrent-own': {
    rule: 'A concurrent iteration or a branch owns the names that it assigns; they start as null each time.',
    section: '2 Scope',
    cases: [
      'for-concurrent/ownVariables: an iteration owns what it assigns, starts with null, and reads what is assigned outside',
      "parallel/again: a branch's variables start as null each time",
    ],
  },
  'scope-siblings': {
    rule: 'Siblings may use the same names for variables, each its own.',
    section: '2 Scope',
    cases: ['parallel/ownVariables: siblings may use the same variable, each its own, and read what is assigned outside'],
  },
  'scope-reads-outside': {
    rule: 'A name that is assigned outside can be read in a concurrent block and not assigned.',
    section: '2 Scope',
    cases: [
      'scope/readsAround: concurrent blocks read what is assigned around them',
      'for-concurrent/ownVariables: an iteration owns what it assigns, starts with null, and reads what is assigned outside',
    ],
    diagnostics: ['assigned-across-branches'],
  },
  'scope-out-of-scope': {
    rule: 'Reading a name of a concurrent block from outside is an error.',
    section: '2 Scope',
    cases: [],
    diagnostics: ['out-of-scope'],
  },
  'scope-bound-names': {
    rule: "The names bound by `each`, `at` and `as` live in their block and can't be assigned; siblings may use the same.",
    section: '2 Scope',
    cases: ['for-sequential/siblings: siblings may bind the same name'],
    diagnostics: ['name-taken', 'unknown-name'],
  },
  'scope-hiding': {
    rule: 'An inner bound name hides an outer one, but never a variable of the workflow.',
    section: '2 Scope',
    cases: [
      'for-sequential/nestedLoops: an inner name hides the outer one, which is there again afterwards',
      'catch/nestedNames: an inner error hides the outer one, which is there again afterwards',
    ],
    diagnostics: ['name-taken'],
  },
  'failed-step-assigns-nothing': {
    rule: 'A step that fails assigns nothing: caught on itself it becomes null, caught further out it keeps its value.',
    section: '2 Scope',
    cases: [
      'catch/keepsOrClears: caught on the step itself its variable becomes null, caught further out it keeps its value',
      'scope/caughtSkippedFailed: a failed step keeps its value when the error is caught further out, a skipped one is null',
      'for-sequential/bodyFails: an error ends the loop, and the flow goes on behind the step that catches it',
    ],
  },
  'cloud-words': {
    rule: 'Words of CloudFormation or of any cloud in a template are plain data.',
    section: '2 Scope',
    cases: [
      'scope/plainWords: words of a cloud in a template are plain data',
      'hostile-data/literalTexts: text that other languages would read stands for itself',
      'hostile-data/literalKeys: keys that other languages would read stand for themselves',
    ],
  },

  // Failing branches

  'branch-fails': {
    rule: 'When a branch or a concurrent iteration fails, the step fails with the error of one that failed.',
    section: '2 Failing branches',
    cases: [
      'parallel/failingBranch: the step fails with the error of the branch that failed, and can catch it',
      'parallel/failingBranch: an error that no entry takes goes out',
      "for-concurrent/failing: the step fails with the error of the iteration that failed; the calls inside don't count",
      "nested-control/loopsInTryInBranches: an error that isn't taken in the branch goes out",
    ],
  },
  'branch-catches': {
    rule: 'An error caught inside a branch or an iteration fails nothing.',
    section: '2 Failing branches',
    cases: [
      'parallel/branchCatches: a branch that is one step may catch and be skipped',
      "for-concurrent/caughtInside: an error caught in its iteration doesn't fail the step",
      'nested-control/loopsInTryInBranches: a loop in a try in a branch is undone by a loop in its entry',
    ],
  },
  'settle-parallel': {
    rule: "With `settle` a parallel doesn't fail: every branch gives `{ ok: true, value }` or `{ ok: false, error }`.",
    section: '2 Failing branches',
    cases: [
      'settle/settledBranches: every branch runs to its end and tells whether it was well',
      'settle/settledBranches: branches that are well give their values',
      'nested-control/settledInSettled: a branch that fails inside is settled outside',
    ],
  },
  'settle-for': {
    rule: '`settle` on a concurrent `for` gives the list of the outcomes.',
    section: '2 Failing branches',
    cases: [
      'settle/settledLoop: each iteration tells whether it was well, in the order of the items',
      'settle/settledLoop: an empty list',
      "stories/notifyAll: who couldn't be reached is reported",
    ],
    diagnostics: ['not-allowed-here'],
  },
  'settle-without-output': {
    rule: '`settle` on a concurrent `for` gives the list without `output` too.',
    section: '2 Failing branches',
    cases: ['settle/settledLoopWithoutOutput: settle gives the list without output too, with null values'],
  },

  // Errors

  'error-shape': {
    rule: 'An error is `{ name, message, details }`.',
    section: '2 Errors',
    cases: [
      'catch/firstThatTakes: an entry without errors takes any error, in the variable error',
      'raise/dynamic: a map with name, message and details',
    ],
  },
  'function-error': {
    rule: "A function's error has the name and message of what it threw and null details.",
    section: '2 Errors',
    cases: [
      "sequence/relay: an error that nothing takes ends the workflow, and later steps don't run",
      'catch/firstThatTakes: as names the variable that holds the error',
    ],
  },
  'run-error': {
    rule: "A child workflow's error passes through `run` whole.",
    section: '2 Errors',
    cases: [
      'errors-travel/throughBranches: names, messages and details pass through loops, branches, iterations and runs',
      "run/parent: a child's error passes whole and may be caught",
      "run/parent: a child's error that isn't caught ends the parent",
      "run/parent: a function's error in the child passes whole",
      'run/grandparent: an error through two runs keeps its details',
    ],
  },
  'error-timeout': {
    rule: '`Timeout`: a timeout ran out (it counts for each attempt), or `max` was exceeded.',
    section: '2 Errors',
    cases: [
      'timeouts/eachAttempt: a timeout counts for each attempt',
      'timeouts/eachAttempt: the last Timeout ends the workflow',
      "timeouts/uncaught: an entry that doesn't name Timeout lets it go",
      'timeouts/inBranches: a timeout in a branch may be caught there',
      'loops/boundedUntil: a further round would be a Timeout, without waiting',
    ],
  },
  'error-unavailable': {
    rule: '`Unavailable`: no connection, or HTTP 429, 502, 503, 504, with status and body in the details where there was an answer.',
    section: '2 Errors',
    cases: [
      'errors-travel/httpOutwards: Unavailable through a run',
      'http/caughtStatuses: 503 is Unavailable and not HttpError.5xx',
      'http/caughtStatuses: 429 is Unavailable',
      'http/caughtStatuses: 502 is Unavailable',
      'http/caughtStatuses: 504 is Unavailable',
      'http/notFiveHundred: no connection is Unavailable',
      'http/notFiveHundred: Unavailable is no HttpError',
      'http/retriedHttp: Unavailable is retried',
    ],
  },
  'error-http': {
    rule: '`HttpError`: any other status from 400, with details `{ status, body }`.',
    section: '2 Errors',
    cases: [
      'http/caughtStatuses: HttpError takes any status',
      'http/caughtStatuses: a body that is text',
      'http/notFiveHundred: a status of the four hundreds is an HttpError',
    ],
  },
  'error-http-patterns': {
    rule: '`errors` may say `HttpError.404` or `HttpError.5xx`.',
    section: '2 Errors',
    cases: [
      'errors-travel/httpOutwards: an exact status through a run',
      'errors-travel/httpOutwards: a pattern through a run',
      'errors-travel/fetching: a retry on a block by status',
      'http/caughtStatuses: HttpError.404',
      'http/caughtStatuses: HttpError.5xx, with status and body in the details',
      'http/caughtStatuses: another status of the five hundreds',
      'http/retriedHttp: an exact status comes first',
      'http/retriedHttp: a pattern of statuses',
      'http/retriedHttp: the other statuses',
    ],
    diagnostics: ['bad-error-name'],
  },
  'error-error': {
    rule: '`Error` is what is thrown without a name of its own.',
    section: '2 Errors',
    cases: ['catch/firstThatTakes: the name Error is a name like the others'],
  },
  'expression-error-passes': {
    rule: 'No `catch` and no `retry` takes an `ExpressionError`: it ends the execution, wherever it happens.',
    section: '2 Errors',
    cases: [
      'expression-errors/anywhere: in with',
      'expression-errors/anywhere: in text',
      'expression-errors/anywhere: in a condition of a switch',
      'expression-errors/anywhere: in the list of a loop',
      'expression-errors/anywhere: in the filter of a loop',
      'expression-errors/anywhere: in the condition of a loop',
      'expression-errors/anywhere: in a wait',
      'expression-errors/anywhere: in a raise',
      'expression-errors/anywhere: in a return',
      'expression-errors/anywhere: in an output',
      'expression-errors/anywhere: in an if',
      'expression-errors/inEntry: in an entry of catch',
      'retry-blocks/mistake: an ExpressionError is neither retried nor caught',
    ],
    diagnostics: ['bad-error-name'],
  },
  'expression-error-settle': {
    rule: 'No `settle` takes an `ExpressionError`.',
    section: '2 Errors',
    cases: [
      'expression-errors/inBranches: neither settle nor catch takes it',
      "settle/settledBranches: an ExpressionError isn't settled",
      'parallel/branches: an ExpressionError in a branch ends the execution',
      'for-concurrent/projection: an ExpressionError in an iteration ends the execution',
    ],
  },
  'expression-error-run': {
    rule: 'No parent workflow takes an `ExpressionError`.',
    section: '2 Errors',
    cases: [
      "run/mistaken: no retry and no catch of the parent takes a child's ExpressionError",
      'expression-errors/throughRuns: it passes through a run in a settled branch',
    ],
  },
  'workflow-timeout-parent': {
    rule: "A parent may catch the `Timeout` of a child's own `timeout`.",
    section: '2 Errors',
    cases: [
      "timeouts/parent: a parent may catch a child's Timeout",
      'timeouts/parent: a child in time',
      "timeouts/outerRuns: the child's own Timeout",
    ],
  },

  // Catch and retry

  'catch-first': {
    rule: 'The first entry whose `errors` has the name, or that has no `errors`, takes the error.',
    section: '2 Catch and retry',
    cases: [
      "catch/firstThatTakes: a caught step's variable takes the value of the entry that ran",
      'catch/firstThatTakes: an entry without errors takes any error, in the variable error',
      'catch/onlySome: names are compared exactly',
      "catch/onlySome: a longer name isn't the same name",
    ],
    diagnostics: ['empty-list'],
  },
  'catch-as': {
    rule: 'The error stands in the variable named by `as`, by default `error`.',
    section: '2 Catch and retry',
    cases: [
      'own-variable/keptError: an error may be kept in a variable',
      'catch/firstThatTakes: as names the variable that holds the error',
      'catch/nestedNames: an inner error hides the outer one, which is there again afterwards',
    ],
  },
  'catch-goes-on': {
    rule: 'After an entry the flow goes on behind the step.',
    section: '2 Catch and retry',
    cases: [
      "catch/firstThatTakes: a caught step's variable takes the value of the entry that ran",
      'for-sequential/bodyFails: an error ends the loop, and the flow goes on behind the step that catches it',
    ],
  },
  'catch-without-do': {
    rule: 'An entry without `do` ignores the error.',
    section: '2 Catch and retry',
    cases: ['catch/firstThatTakes: do may be absent, then the error is ignored and the value is null'],
  },
  'catch-not-taken': {
    rule: 'An error that no entry takes goes outwards.',
    section: '2 Catch and retry',
    cases: [
      'errors-travel/severalCatches: an error that passes two blocks',
      'errors-travel/severalCatches: an error that passes all',
      'catch/onlySome: an error that no entry takes goes outwards',
      'raise/dynamic: an error that no entry names goes out',
      "return/fromCatch: an error that the inner entry doesn't take",
    ],
  },
  'catch-raised-inside': {
    rule: 'An error that is raised inside an entry goes outwards.',
    section: '2 Catch and retry',
    cases: [
      'errors-travel/severalCatches: an entry that fails is taken further out',
      'errors-travel/severalCatches: an entry that fails with its own error is taken still further out',
      "catch/raisedInEntry: an error raised in an entry isn't taken by the entries beside it",
      'catch/firstThatTakes: an error inside an entry goes outwards',
      "retry-policies/entryFails: an error inside an entry isn't retried by its step",
      "catch/catchLoop: an error in an entry's loop goes out",
    ],
  },
  'catch-on-blocks': {
    rule: 'Any step but `set`, `raise` and `return` may catch.',
    section: '2 Catch and retry',
    cases: [
      'catch/onBlocks: a switch may catch',
      'catch/onBlocks: a while may catch',
      "catch/onBlocks: a for may catch, and its rounds' values are gone",
      'blocks/spelledTry: a block may catch',
    ],
  },
  'retry-formula': {
    rule: 'Retry n waits min(maxDelay, delay * backoff^(n-1)).',
    section: '2 Catch and retry',
    cases: [
      'retry-policies/fullPolicy: each retry waits backoff times as long, at most maxDelay',
      'retry-policies/backoffs: backoff may be a fraction',
      'retry-policies/neverThese: other errors are retried',
    ],
    diagnostics: ['bad-retry'],
  },
  'retry-defaults': {
    rule: 'The defaults are maxRetries 3, delay 1s, backoff 2 and no maxDelay.',
    section: '2 Catch and retry',
    cases: ['retry-policies/defaults: an empty policy retries three times after 1, 2 and 4 seconds'],
  },
  'retry-first-attempt': {
    rule: "`maxRetries` doesn't count the first attempt.",
    section: '2 Catch and retry',
    cases: [
      'retry-policies/defaults: an empty policy retries three times after 1, 2 and 4 seconds',
      'retry-policies/defaults: no error, no retry',
    ],
  },
  'retry-succeeds': {
    rule: 'An attempt that goes well gives the value.',
    section: '2 Catch and retry',
    cases: [
      'retry-policies/defaults: a retry that goes well gives the value',
      'retry-policies/defaults: attempts take their time',
    ],
  },
  'retry-own-counts': {
    rule: 'Each policy counts for itself.',
    section: '2 Catch and retry',
    cases: [
      'retry-policies/severalPolicies: each policy counts for itself',
      'retry-policies/severalPolicies: a policy that is used up fails the step, whatever the others have left',
      'retry-policies/fullPolicy: one policy counts all its errors together',
    ],
  },
  'retry-entered-again': {
    rule: 'A policy counts from zero each time the step is entered.',
    section: '2 Catch and retry',
    cases: [
      'retry-policies/enteredAgain: the counts start from zero each time the step is entered',
      'retry-blocks/innerAndOuter: the inner counts start again with each outer attempt',
    ],
  },
  'retry-first-decides': {
    rule: 'The first policy whose `errors` has the name, or that has no `errors`, decides.',
    section: '2 Catch and retry',
    cases: [
      "retry-policies/severalPolicies: the first policy that has the name decides, a later one isn't asked",
      "retry-policies/severalPolicies: the third policy takes what the first two don't",
      'retry-policies/severalPolicies: no policy takes it',
      'retry-policies/firstWithoutErrors: a policy without errors takes every error, so the next never decides',
      "retry-policies/fullPolicy: an error that the policy doesn't name isn't retried",
    ],
  },
  'retry-then-catch': {
    rule: 'When the count is used up the error goes to `catch`.',
    section: '2 Catch and retry',
    cases: [
      'retry-policies/fullPolicy: when the count is used up the error goes to catch',
      'retry-policies/entryFails: a retry comes before catch',
      'retry-blocks/wholeBlock: retries used up',
    ],
  },
  'retry-zero': {
    rule: '`maxRetries: 0` is allowed, an empty `errors` is not.',
    section: '2 Catch and retry',
    cases: [
      'retry-policies/neverThese: maxRetries 0 keeps an error from the policies below',
      "retry-policies/neverThese: first another error, then the one that isn't retried",
    ],
    diagnostics: ['empty-list'],
  },
  'retry-with-once': {
    rule: '`with` is evaluated once for the step, not for each attempt.',
    section: '2 Catch and retry',
    cases: [
      'retry-policies/fullPolicy: one policy counts all its errors together',
      'retry-policies/enteredAgain: the counts start from zero each time the step is entered',
    ],
  },
  'retry-block': {
    rule: 'A retry on a block runs the whole block again.',
    section: '2 Catch and retry',
    cases: [
      'retry-blocks/wholeBlock: a retry runs the whole block again, and assignments made so far stay',
      'retry-blocks/onLoop: a retry on a loop begins with the first round',
      'retry-blocks/onSwitch: a retry on a switch asks its conditions again',
      "retry-blocks/onParallel: a retry on a parallel runs all branches again; calls of a failed attempt don't count",
      "retry-blocks/swallowed: an error caught inside the block isn't retried",
    ],
  },
  'retry-assignments-stay': {
    rule: 'Assignments made before a retry stay.',
    section: '2 Catch and retry',
    cases: [
      'own-variable/duringRetries: a block keeps its value of the round before while it is retried',
      'retry-blocks/wholeBlock: a retry runs the whole block again, and assignments made so far stay',
      "retry-blocks/keptSteps: a step's value of the attempt before is still there",
    ],
  },
  'retry-run': {
    rule: 'A `run` may be retried, each time a whole new child.',
    section: '2 Catch and retry',
    cases: [
      'run/retried: a run may be retried, each time a whole new child',
      "run/retried: retries used up give the child's error",
    ],
  },
  'retry-in-branches': {
    rule: 'Concurrent branches and iterations retry each for itself.',
    section: '2 Catch and retry',
    cases: [
      'nested-control/retriedBranches: each branch retries for itself',
      'nested-control/retriedBranches: both go well at last',
      'nested-control/switchInConcurrent: switches, loops, retries and entries in concurrent iterations',
    ],
  },

  // Durations

  'duration-forms': {
    rule: 'Durations are `1d2h30m10s`, ISO 8601, or a whole number of seconds.',
    section: '2 Durations',
    cases: [
      "waits/durations: all forms of a duration, and a wait's value is null",
      'timeouts/eachAttempt: a timeout counts for each attempt',
      'timeouts/runTimeout: a child in time',
    ],
    diagnostics: ['bad-duration'],
  },
  'duration-template': {
    rule: "Durations but a retry's may be a template that gives seconds.",
    section: '2 Durations',
    cases: [
      'timeouts/fromTemplate: a timeout may be a template that gives seconds',
      'timeouts/fromTemplate: a whole number whatever made it',
      'loops/boundedUntil: max rounds that end in time are no error',
      'waits/computed: a template gives seconds',
    ],
    diagnostics: ['bad-retry'],
  },
  'duration-not-whole': {
    rule: 'A negative or fractional number of seconds at run time is an `ExpressionError`.',
    section: '2 Durations',
    cases: [
      'waits/computed: a negative number is an ExpressionError',
      'waits/computed: a fraction of a second is an ExpressionError',
      'waits/computed: null is no number',
      'timeouts/fromTemplate: a negative number of seconds is an ExpressionError',
      'timeouts/fromTemplate: a fractional number of seconds is an ExpressionError',
      'loops/boundedUntil: every is whole seconds',
    ],
  },

  // Templates

  'template-whole': {
    rule: "A string that, trimmed, is wholly one expression becomes the expression's value, with its type.",
    section: '3 Templates',
    cases: [
      'templates/wholeExpression: a whole expression keeps the type of a number',
      'templates/wholeExpression: a whole expression keeps a list',
      'templates/wholeExpression: a whole expression keeps a map',
      'templates/wholeExpression: a whole expression keeps null',
      'templates/wholeExpression: a whole expression keeps text with its blanks',
      'templates/wholeExpression: a whole expression keeps a boolean',
    ],
  },
  'template-text': {
    rule: 'A string with expressions inside text becomes text.',
    section: '3 Templates',
    cases: [
      'shapes/longText: a long text with many expressions',
      'templates/textOfScalars: text takes strings, numbers and booleans',
      'templates/textOfScalars: an empty string in text',
      "templates/textOfScalars: text isn't read again as a template",
    ],
  },
  'template-text-scalars': {
    rule: 'Each value inside text must be a string, a number or a boolean.',
    section: '3 Templates',
    cases: [
      'templates/strictText: null in text is an ExpressionError',
      'templates/strictText: a list in text is an ExpressionError',
      'templates/strictText: a map in text is an ExpressionError',
      'raise/named: null in the text of a message is an ExpressionError',
    ],
    diagnostics: ['type-mismatch'],
  },
  'template-literals': {
    rule: 'Everything else stands for itself; keys are never templates.',
    section: '3 Templates',
    cases: [
      'templates/literals: everything else stands for itself, and keys are never templates',
      'hostile-data/literalTexts: text that other languages would read stands for itself',
      'hostile-data/literalKeys: keys that other languages would read stand for themselves',
      'hostile-data/protoTemplate: __proto__ in a template is a key like any other',
    ],
  },
  'template-nested': {
    rule: 'A template is any YAML value; expressions may stand anywhere in lists and maps.',
    section: '3 Templates',
    cases: ['templates/everywhere: templates may be nested in lists and maps'],
  },
  'template-braces': {
    rule: "The closing braces are found by the expression's own grammar; a literal `{{` is written as an expression.",
    section: '3 Templates',
    cases: ["templates/braces: the closing braces are found by the expression's own grammar"],
    diagnostics: ['expression-syntax'],
  },
  'template-unquoted': {
    rule: 'Unquoted braces and unquoted dates get a diagnostic that says to quote.',
    section: '3 Templates',
    cases: [],
    diagnostics: ['unquoted-braces', 'unquoted-date'],
  },
  'condition-braces': {
    rule: 'The braces around a condition and around `in` may be left out.',
    section: '3 Templates',
    cases: [
      'switch/route: a condition may stand in braces',
      'switch/route: the block whose condition holds runs and gives the value',
      'for-sequential/withoutOutput: without output the value is null',
    ],
    diagnostics: ['mixed-condition'],
  },
  'condition-boolean-literal': {
    rule: 'A YAML boolean is accepted for a condition.',
    section: '3 Templates',
    cases: [
      'switch/literalCondition: a condition may be a YAML boolean',
      'loops/literalUntil: a condition may be a YAML boolean, and a caught Timeout leaves null',
      'loops/foreverUntilReturn: a return ends the loop and the workflow',
    ],
  },

  // Expressions

  'expression-literals': {
    rule: 'Literals of every kind, list and map literals.',
    section: '3 Expressions',
    cases: [
      'shapes/listsInLists: lists in lists stay lists in lists',
      'expressions/literals: literals of every kind',
      'hostile-data/writeKeys: hostile keys in map literals, put and merge',
    ],
  },
  'expression-syntax': {
    rule: 'No lambdas, methods, template literals, assignment, `new`, regular expressions or computed keys.',
    section: '3 Expressions',
    cases: [],
    diagnostics: ['unsupported-syntax', 'expression-syntax', 'duplicate-key'],
  },
  'expression-arithmetic': {
    rule: '`+ - * / %` on numbers, with the usual precedence.',
    section: '3 Expressions',
    cases: [
      'precedence/numbers: whole numbers',
      'precedence/numbers: fractions and negative numbers',
      'expressions/arithmetic: whole numbers',
      'expressions/arithmetic: fractions',
      "expressions/arithmetic: division isn't a division of whole numbers",
      'expressions/remainder: of whole numbers',
      'expressions/remainder: of a smaller number',
    ],
  },
  'expression-minus-zero': {
    rule: '`-0` is 0.',
    section: '3 Expressions',
    cases: [
      'expressions/arithmetic: minus zero is zero',
      'expressions/literals: literals of every kind',
      'builtins-numbers/one: minus zero is zero',
      'builtins-numbers/parse: minus zero is zero',
    ],
  },
  'expression-whole-numbers': {
    rule: 'A number is whole whatever made it, and prints without a fraction.',
    section: '3 Expressions',
    cases: [
      'expressions/wholeNumbers: a number is whole whatever made it',
      'expressions/wholeNumbers: also one that was written with a fraction',
      'templates/strictText: a number that is whole prints without a fraction',
      'builtins-numbers/combined: what the builtins give is whole',
    ],
  },
  'expression-number-printing': {
    rule: 'Printing is defined for 0 and for magnitudes from 1e-6 up to 1e15.',
    section: '3 Expressions',
    cases: [
      'builtins-any/strings: fifteen digits',
      'builtins-any/strings: a millionth',
      'builtins-any/strings: zero',
      'templates/strictText: a large whole number prints all its digits',
      'templates/strictText: a small number prints its decimals',
    ],
  },
  'expression-divide-by-zero': {
    rule: 'Dividing by zero is an error.',
    section: '3 Expressions',
    cases: [
      'expressions/arithmetic: dividing by zero is an error',
      'expressions/remainder: by zero is an error',
      'expressions/strictOperands: zero by zero',
    ],
  },
  'expression-missing-null': {
    rule: 'A key that is not there, a member of null, an index outside the list or a negative one: null.',
    section: '3 Expressions',
    cases: [
      'shapes/missingInLiterals: what is missing is null in lists and maps, and keeps its place',
      'expressions/access: missing is null',
      'expressions/access: members and indexes',
      'expressions/access: null inside a list stays in its place',
      "sequence/relay: a member of the input that isn't there is null",
    ],
  },
  'expression-optional': {
    rule: '`?.` is accepted and means the same as `.`.',
    section: '3 Expressions',
    cases: ['expressions/fallbacks: nothing is there', 'expressions/fallbacks: everything is there'],
  },
  'expression-hostile-keys': {
    rule: '`constructor` is a key like any other.',
    section: '3 Expressions',
    cases: [
      "hostile-data/readKeys: a key that isn't there is null, whatever its name",
      'hostile-data/readKeys: hostile keys are keys like any other',
      'hostile-data/passThrough: hostile input reaches the function unchanged',
    ],
  },
  'expression-booleans-only': {
    rule: 'Conditions, `!`, `&&`, `||` and `?:` take booleans only.',
    section: '3 Expressions',
    cases: [
      'switch/strictCondition: null is no condition, and no catch takes the ExpressionError',
      'switch/strictCondition: zero is no condition',
      'switch/strictCondition: text is no condition',
      'switch/strictCondition: a list is no condition',
      "if-skip/skipping: a condition that isn't a boolean is an ExpressionError",
      'loops/strictConditions: a number is an ExpressionError that no catch takes',
      'loops/untilLoop: a condition that is null is an ExpressionError',
      'for-sequential/projection: where must be a boolean, and null has no order',
      'expressions/strictOperands: not a number',
      'expressions/strictOperands: null and true',
      'expressions/strictOperands: true and a string',
      'expressions/strictOperands: zero or true',
      'expressions/strictOperands: a choice by a list',
      'expressions/strictOperands: a choice by a string',
    ],
    diagnostics: ['type-mismatch'],
  },
  'expression-logic': {
    rule: '`&&`, `||`, `!` and `?:` as in JavaScript.',
    section: '3 Expressions',
    cases: [
      'precedence/booleans: true, false, true',
      'precedence/booleans: false, true, false',
      'precedence/booleans: true, true, false',
      'expressions/logic: true and true',
      'expressions/logic: true and false',
      'expressions/logic: false and true',
      'expressions/logic: false and false',
    ],
  },
  'expression-lazy': {
    rule: '`&&`, `||`, `??` and `?:` evaluate only what they need.',
    section: '3 Expressions',
    cases: [
      "lazy-conditions/inControl: nothing is there, and nothing that isn't needed is evaluated",
      'lazy-conditions/inControl: everything is there',
      'lazy-conditions/inValues: nothing is there',
      'lazy-conditions/inValues: everything is there',
      'lazy-conditions/nestedLazy: the second half of an or',
      "expressions/lazy: what isn't needed isn't evaluated",
      'expressions/lazy: what is needed is evaluated',
      'expressions/lazy: what is needed and wrong is an ExpressionError',
      "expressions/strictOperands: false and a string that isn't needed",
      "expressions/strictOperands: true or a string that isn't needed",
    ],
  },
  'expression-fallback': {
    rule: '`??` gives its right side when the left is null, and only then.',
    section: '3 Expressions',
    cases: [
      'expressions/fallbacks: nothing is there',
      'expressions/fallbacks: the second is there',
      'expressions/lazy: false is no missing value',
    ],
  },
  'expression-equality': {
    rule: '`==` compares two scalars of one type, or anything with null; `===` means the same.',
    section: '3 Expressions',
    cases: [
      'expressions/equality: two strings',
      'expressions/equality: strings are compared exactly',
      'expressions/equality: two booleans',
      'expressions/equality: only null equals null',
      'expressions/equality: null and false',
      'expressions/equality: zero and null',
      'expressions/equality: an empty list and null',
      'expressions/equality: strings beyond the BMP',
      'expressions/comparisons: the same',
    ],
    diagnostics: ['not-defined'],
  },
  'expression-order': {
    rule: '`< <= > >=` take two numbers.',
    section: '3 Expressions',
    cases: [
      'expressions/comparisons: less',
      'expressions/comparisons: more, with fractions',
      'expressions/comparisons: null has no order',
      'expressions/comparisons: booleans have no order',
      'expressions/strictOperands: a number less than null',
      'expressions/strictOperands: a list less than a list',
    ],
    diagnostics: ['not-defined'],
  },
  'expression-plus': {
    rule: '`+` takes two numbers or two strings.',
    section: '3 Expressions',
    cases: [
      'expressions/strictOperands: two strings',
      'expressions/strictOperands: null plus a number',
      'expressions/strictOperands: a string plus null',
      'expressions/arithmetic: two strings can be added, but nothing else',
    ],
    diagnostics: ['not-defined', 'type-mismatch'],
  },
  'expression-operands': {
    rule: 'Any other operand is an `ExpressionError` at run time and, where it can be seen, a diagnostic.',
    section: '3 Expressions',
    cases: [
      'expressions/strictOperands: a string minus a string',
      'expressions/strictOperands: a string times a number',
      'expressions/strictOperands: a list divided by a number',
      "expressions/strictOperands: a boolean's remainder",
      'expressions/strictOperands: a negated string',
      'expressions/strictOperands: a negated null',
      'expressions/strictOperands: not null',
      'expressions/strictOperands: false or null',
      'run/mistakenChild: null plus one is an ExpressionError',
    ],
    diagnostics: ['type-mismatch'],
  },
  'expression-names': {
    rule: 'In scope are `input`, steps, variables, bound names and `workflow`; an unknown name is a compile-time error.',
    section: '3 Expressions',
    cases: ['sequence/identity: the workflow knows its name and its execution'],
    diagnostics: ['unknown-name', 'unknown-builtin', 'unknown-workflow-property'],
  },
  'workflow-identity': {
    rule: '`workflow.name` and `workflow.executionId`.',
    section: '3 Expressions',
    cases: [
      'sequence/identity: the workflow knows its name and its execution',
      "run/parent: a run's value is what the other workflow returns, and its calls count",
    ],
  },

  // Builtins

  'builtin-type': {
    rule: '`type(x)`: null, boolean, number, string, list, map.',
    section: '3 Builtins',
    cases: [
      'builtins-any/types: missing is null',
      'builtins-any/types: a boolean',
      'builtins-any/types: a whole number',
      'builtins-any/types: a fraction is of the same type',
      'builtins-any/types: an empty string',
      'builtins-any/types: an empty list',
      'builtins-any/types: an empty map',
      'builtins-any/types: a list of one map',
    ],
  },
  'builtin-string': {
    rule: '`string(scalar)`; `string(null)` is an `ExpressionError`.',
    section: '3 Builtins',
    cases: [
      'builtins-any/strings: a string is itself',
      'builtins-any/strings: a number that is whole',
      'builtins-any/strings: a fraction',
      'builtins-any/strings: the boolean true',
      'builtins-any/strings: null is an ExpressionError',
      'builtins-any/strings: a list is an ExpressionError',
    ],
  },
  'builtin-to-json': {
    rule: '`toJson(x)` is compact.',
    section: '3 Builtins',
    cases: [
      'builtins-any/encoded: a list is compact',
      'builtins-any/encoded: a string is quoted',
      'builtins-any/encoded: the null of JSON',
      'builtins-any/encoded: a list of one',
      'builtins-any/roundTrip: what is encoded can be decoded',
    ],
  },
  'builtin-from-json': {
    rule: '`fromJson(string)`; not JSON is an `ExpressionError`.',
    section: '3 Builtins',
    cases: [
      'builtins-any/decoded: a map',
      'builtins-any/decoded: a string with escapes',
      'builtins-any/decoded: a key that is hostile',
      'builtins-any/decoded: not JSON is an ExpressionError',
      'builtins-any/decoded: an empty string is an ExpressionError',
    ],
  },
  'builtin-number': {
    rule: "`number(string)` follows JSON's grammar; null if it isn't one.",
    section: '3 Builtins',
    cases: [
      'builtins-numbers/parse: a whole number',
      'builtins-numbers/parse: a fraction',
      'builtins-numbers/parse: an exponent',
      'builtins-numbers/parse: an exponent with signs',
      'builtins-numbers/parse: an empty string is no number',
      "builtins-numbers/parse: a leading zero isn't JSON",
      "builtins-numbers/parse: a plus sign isn't JSON",
      "builtins-numbers/parse: hexadecimal isn't JSON",
      "builtins-numbers/parse: Infinity isn't JSON",
    ],
  },
  'builtin-min-max': {
    rule: '`min(a, b)` and `max(a, b)`.',
    section: '3 Builtins',
    cases: ['builtins-numbers/two: the smaller and the larger', 'builtins-numbers/two: negative and fractional'],
  },
  'builtin-abs-floor-ceil': {
    rule: '`abs`, `floor` and `ceil`.',
    section: '3 Builtins',
    cases: [
      'builtins-numbers/one: a positive fraction',
      'builtins-numbers/one: a negative fraction',
      'builtins-numbers/one: a large number',
    ],
  },
  'builtin-sum': {
    rule: '`sum(list)`.',
    section: '3 Builtins',
    cases: [
      'builtins-numbers/total: a list of numbers',
      'builtins-numbers/total: one number',
      'builtins-numbers/total: an empty list',
    ],
  },
  'builtin-length': {
    rule: '`length` of a string in code points, of a list and of a map.',
    section: '3 Builtins',
    cases: [
      'builtins-strings/lengths: letters',
      'builtins-strings/lengths: code points beyond the BMP count once',
      'builtins-strings/lengths: a combining accent is a code point of its own',
      'builtins-strings/lengths: a list of one',
      'builtins-strings/lengths: a map',
      'builtins-strings/lengths: an empty map',
    ],
    diagnostics: ['length-member'],
  },
  'builtin-slice-string': {
    rule: "`slice(s, from, to?)`, without `to`'s character, in code points, clamped.",
    section: '3 Builtins',
    cases: [
      'builtins-strings/slices: from one position to another, without it',
      'builtins-strings/slices: to the end',
      'builtins-strings/slices: beyond the end is clamped',
      'builtins-strings/slices: before the beginning is clamped',
      'builtins-strings/slices: an end before the beginning is clamped',
      'builtins-strings/slices: from after to is empty',
      'builtins-strings/slices: positions are code points',
    ],
  },
  'builtin-slice-list': {
    rule: '`slice` of a list, clamped.',
    section: '3 Builtins',
    cases: [
      'builtins-strings/slices: of a list',
      'builtins-strings/slices: of a list to the end',
      'builtins-strings/slices: of a list beyond the end',
      'builtins-strings/slices: of a list before the beginning',
      'builtins-strings/slices: of an empty list',
    ],
  },
  'builtin-lower-upper': {
    rule: '`lower` and `upper` change ASCII letters only.',
    section: '3 Builtins',
    cases: ['builtins-strings/cases: ASCII letters', 'builtins-strings/cases: other letters stay'],
  },
  'builtin-trim': {
    rule: '`trim` takes away blanks, tabs and line ends.',
    section: '3 Builtins',
    cases: ['builtins-strings/trims: blanks, tabs and line ends at both ends', 'builtins-strings/trims: only blanks'],
  },
  'builtin-split': {
    rule: '`split(s, sep)`; the separator is literal.',
    section: '3 Builtins',
    cases: [
      'builtins-strings/splits: several parts',
      'builtins-strings/splits: empty parts are kept',
      'builtins-strings/splits: a separator is literal',
      'builtins-strings/splits: an empty string has one empty part',
    ],
  },
  'builtin-join': {
    rule: '`join(list of strings, sep)`.',
    section: '3 Builtins',
    cases: [
      'builtins-strings/joins: several strings',
      'builtins-strings/joins: one string',
      'builtins-strings/joins: an empty list',
      'builtins-strings/joins: a list of numbers is an ExpressionError',
    ],
  },
  'builtin-replace': {
    rule: '`replace(s, find, by)`: every occurrence, literal.',
    section: '3 Builtins',
    cases: [
      'builtins-strings/replaces: every occurrence',
      'builtins-strings/replaces: what is found is literal',
      'builtins-strings/replaces: what is put in is literal',
      "builtins-strings/replaces: occurrences don't overlap",
    ],
  },
  'builtin-contains-string': {
    rule: '`contains(s, part)`, `startsWith` and `endsWith`.',
    section: '3 Builtins',
    cases: [
      'builtins-strings/finds: at the beginning',
      'builtins-strings/finds: at the end',
      'builtins-strings/finds: in the middle',
      'builtins-strings/finds: not at all, since a part is literal',
      'builtins-strings/finds: longer than the string',
    ],
  },
  'builtin-url-encode': {
    rule: '`urlEncode` leaves letters, digits and `-_.~`.',
    section: '3 Builtins',
    cases: [
      'builtins-strings/urls: letters, digits and four signs stay',
      'builtins-strings/urls: signs of a url',
      'builtins-strings/urls: other letters as UTF-8',
    ],
  },
  'builtin-base64': {
    rule: '`base64Encode` and `base64Decode` of ASCII.',
    section: '3 Builtins',
    cases: [
      'builtins-strings/base64: without padding',
      'builtins-strings/base64: with one sign of padding',
      'builtins-strings/base64: with two signs of padding',
      'builtins-strings/base64: an empty string',
    ],
  },
  'builtin-contains-list': {
    rule: '`contains(list, scalar)`.',
    section: '3 Builtins',
    cases: [
      'builtins-lists/membership: a number in the list',
      "builtins-lists/membership: a part of a string isn't in the list",
      'builtins-lists/membership: null in the list',
      'builtins-lists/membership: an empty list',
    ],
  },
  'builtin-append': {
    rule: '`append(list, x)`: one item more, whatever it is.',
    section: '3 Builtins',
    cases: [
      'builtins-lists/growing: one more item',
      'builtins-lists/growing: a list is one item',
      'builtins-lists/growing: an empty list is one item',
      'builtins-lists/growing: null is one item',
    ],
  },
  'builtin-concat': {
    rule: '`concat(list, list)`.',
    section: '3 Builtins',
    cases: [
      'builtins-lists/concats: two lists',
      'builtins-lists/concats: an empty list in front',
      'builtins-lists/concats: two empty lists',
    ],
  },
  'builtin-flatten': {
    rule: '`flatten(list of lists)`, one level.',
    section: '3 Builtins',
    cases: [
      'builtins-lists/flattens: one level',
      'builtins-lists/flattens: empty lists',
      'builtins-lists/flattens: one list of one',
      'builtins-lists/flattens: a list of numbers is an ExpressionError',
    ],
  },
  'builtin-range': {
    rule: '`range(n)` and `range(from, to)` without `to`; one that goes down is empty.',
    section: '3 Builtins',
    cases: [
      'builtins-lists/ranges: without the last',
      'builtins-lists/ranges: from and to the same',
      'builtins-lists/ranges: one that goes down is empty',
      'builtins-lists/ranges: negative numbers',
      'builtins-lists/ranges: down to a negative number is empty',
    ],
  },
  'builtin-sort': {
    rule: '`sort(list of numbers)`.',
    section: '3 Builtins',
    cases: [
      'builtins-lists/sorts: numbers by their size',
      'builtins-lists/sorts: one number',
      'builtins-lists/sorts: an empty list',
    ],
  },
  'builtin-keys': {
    rule: '`keys(map)`, sorted by code point.',
    section: '3 Builtins',
    cases: [
      'builtins-maps/keysOf: keys are sorted by code point',
      'builtins-maps/keysOf: one key',
      'builtins-maps/keysOf: an empty map',
      'builtins-maps/keysOf: hostile keys',
    ],
  },
  'builtin-has': {
    rule: '`has(map, key)`.',
    section: '3 Builtins',
    cases: [
      'builtins-maps/hasKey: a key that is there',
      "builtins-maps/hasKey: a key that isn't there",
      'builtins-maps/hasKey: a key whose value is null is there',
      "builtins-maps/hasKey: __proto__ isn't there",
    ],
  },
  'builtin-put': {
    rule: '`put(map, key, x)` gives a changed copy.',
    section: '3 Builtins',
    cases: [
      'builtins-maps/puts: a new key',
      'builtins-maps/puts: a key that is there is replaced whole',
      'builtins-maps/puts: null is a value',
      'hostile-data/writeKeys: hostile keys in map literals, put and merge',
    ],
  },
  'builtin-merge': {
    rule: '`merge(map, map)`: the right wins, shallow.',
    section: '3 Builtins',
    cases: [
      'builtins-maps/merges: the right wins, and the merge is shallow',
      'builtins-maps/merges: null on the right wins too',
      'builtins-maps/merges: two empty maps',
    ],
  },
  'builtin-now': {
    rule: '`now()` is ISO 8601, UTC, with exactly three decimals and `Z`; it stands only in `set`, so that it is fixed once.',
    section: '3 Builtins',
    cases: [
      'builtins-time/current: now has exactly three decimals and Z, and is fixed once',
      'builtins-time/current: milliseconds',
    ],
    diagnostics: ['now-outside-set'],
  },
  'builtin-add-seconds': {
    rule: '`addSeconds(iso, n)`.',
    section: '3 Builtins',
    cases: [
      'builtins-time/arithmetic: forward',
      'builtins-time/arithmetic: backward over a year',
      'builtins-time/arithmetic: over a leap day',
    ],
  },
  'builtin-seconds-between': {
    rule: '`secondsBetween(from, to)`.',
    section: '3 Builtins',
    cases: ['builtins-time/arithmetic: forward', 'builtins-time/arithmetic: no seconds', 'waits/untilTime: a wait until a time'],
  },
  'builtin-uuid': {
    rule: '`uuid()` gives another value each time and stands only in `set`, so that a value is fixed once.',
    section: '3 Builtins',
    cases: ['builtins-time/identifiers: uuids are different, and each is fixed once'],
    diagnostics: ['now-outside-set'],
  },
  'builtin-argument-types': {
    rule: 'An argument of another type is an `ExpressionError`.',
    section: '3 Builtins',
    cases: [
      "builtins-numbers/parse: a number isn't a string",
      'builtins-numbers/two: strings are an ExpressionError',
      'builtins-numbers/one: a string is an ExpressionError',
      'builtins-numbers/total: a list with null is an ExpressionError',
      'builtins-numbers/total: no list is an ExpressionError',
      'builtins-strings/lengths: a number is an ExpressionError',
      "builtins-strings/slices: a position that isn't a number is an ExpressionError",
      'builtins-strings/trims: a number is an ExpressionError',
      'builtins-strings/splits: null is an ExpressionError',
      'builtins-strings/joins: a list with null is an ExpressionError',
      'builtins-strings/replaces: a number is an ExpressionError',
      'builtins-strings/finds: null is an ExpressionError',
      'builtins-strings/urls: a number is an ExpressionError',
      'builtins-lists/membership: a map is an ExpressionError',
      'builtins-lists/growing: no list is an ExpressionError',
      'builtins-lists/concats: a list and null is an ExpressionError',
      'builtins-lists/ranges: a string is an ExpressionError',
      'builtins-lists/sorts: strings are an ExpressionError',
      'builtins-maps/keysOf: a list is an ExpressionError',
      "builtins-maps/hasKey: a key that isn't a string is an ExpressionError",
      'builtins-maps/puts: a list is an ExpressionError',
      'builtins-maps/merges: null is an ExpressionError',
      'builtins-time/strictTime: seconds that are text are an ExpressionError',
    ],
    diagnostics: ['type-mismatch', 'wrong-arguments'],
  },
  'builtin-composed': {
    rule: 'Builtins may stand in one another.',
    section: '3 Builtins',
    cases: [
      'builtins-strings/composed: builtins in builtins',
      'builtins-lists/composed: a list in chunks',
      'builtins-maps/counting: a map grows in a loop',
    ],
  },

  // Cases

  'case-answers-list': {
    rule: 'A list of answers answers call after call; the last repeats.',
    section: '4 Cases',
    cases: ['sequence/withTemplates: with may be any template', 'sequence/withTemplates: the last answer of a list repeats'],
  },
  'case-answers-when': {
    rule: 'Entries with `when` are tried by the input first, entries without in turn; null matches a missing field.',
    section: '4 Cases',
    cases: [
      'for-concurrent/gather: the values are in the order of the items, whichever is done first',
      'hostile-data/passThrough: hostile input reaches the function unchanged',
      'for-sequential/untilFound: until is asked after each round and ends the loop',
    ],
  },
  'case-defaults': {
    rule: '`defaults` merge function by function.',
    section: '4 Cases',
    cases: [
      'stories/orderSaga: a refused card gives the stock back',
      "catch/onBlocks: a for may catch, and its rounds' values are gone",
    ],
  },
  'case-after': {
    rule: 'An answer takes no time without `after`; without `returns` or `raises` it is null.',
    section: '4 Cases',
    cases: [
      'sequence/relay: an answer without returns is null and takes its time',
      'sequence/relay: an answer takes no time without after',
    ],
  },
  'case-http': {
    rule: '`http` answers by "METHOD url", url or "*"; the query is compared as a set.',
    section: '4 Cases',
    cases: [
      'http/shortGet: an exact url is answered before any',
      'http/fullRequest: null entries of the query are left out',
      'http/pages: a url may be computed whole, with its query',
    ],
  },
  'case-calls-order': {
    rule: 'Calls are compared in order; those of one outermost concurrent step as a bag.',
    section: '4 Cases',
    cases: [
      'nested-control/sequenceOfConcurrent: the calls of each concurrent step come before those behind it',
      'for-concurrent/nestedConcurrent: concurrent loops may be nested',
    ],
  },
  'case-calls-failed': {
    rule: 'Where a concurrent step, or an attempt of it, ended in an error its calls are neither expected nor counted.',
    section: '4 Cases',
    cases: [
      "for-concurrent/failing: the step fails with the error of the iteration that failed; the calls inside don't count",
      "retry-blocks/onParallel: a retry on a parallel runs all branches again; calls of a failed attempt don't count",
    ],
  },
  'case-attempts-count': {
    rule: "`calls` holds every call, attempts and child workflows' calls included.",
    section: '4 Cases',
    cases: [
      'retry-policies/fullPolicy: one policy counts all its errors together',
      "run/parent: a run's value is what the other workflow returns, and its calls count",
    ],
  },
  'case-elapsed': {
    rule: '`elapsed` is the virtual time of the whole execution.',
    section: '4 Cases',
    cases: ['sequence/relay: an answer without returns is null and takes its time', 'timeouts/sleeper: a day and a half'],
  },
  'case-now': {
    rule: 'A case may fix `now` and `executionId`.',
    section: '4 Cases',
    cases: [
      'builtins-time/current: milliseconds',
      'sequence/identity: the workflow knows its name and its execution',
      'stories/orderSaga: all goes well',
    ],
  },
  'case-mistakes': {
    rule: "A name in a case that the service hasn't, and a call that the case doesn't answer, are errors of the case.",
    section: '4 Cases',
    cases: [],
    diagnostics: ['bad-case'],
  },
};
