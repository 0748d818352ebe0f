import { define, type Diagnostic } from './diagnostic';
import { didYouMean } from './suggest';

/**
 * Every finding the language and its tools make. A code is for ever. The text under `doc` explains the rule to
 * somebody who sees the code for the first time.
 */

// The shape of the block

export const wrongType = define(
  'wrong-type',
  'error',
  'A value has another type than its key takes: a text where a list belongs, say. Indentation that is off by one level is the usual cause.',
  (what: string, expected: string, actual: string) => ({ message: `${what} must be ${expected}, not ${actual}.` }),
);

export const unknownKey = define(
  'unknown-key',
  'error',
  'A key that means nothing at its place. Nothing is ignored in silence, so a misspelt key is an error.',
  (key: string, where: string, known: readonly string[], hint?: string) => ({
    message: `${where} has no "${key}".`,
    hint: hint ?? didYouMean(key, known),
  }),
);

export const missingKey = define(
  'missing-key',
  'error',
  'A key that its place needs is absent.',
  (key: string, where: string, hint?: string) => ({ message: `${where} needs "${key}".`, hint }),
);

export const stepShape = define(
  'step-shape',
  'error',
  'A step is a map with exactly one key, its name; under the name stands one verb with its fields.',
  (problem: string) => ({
    message: problem,
    hint: 'Write `- name: { call: someFunction }`: a dash, the name, and the verb indented under the name.',
  }),
);

export const noVerb = define(
  'no-verb',
  'error',
  "Under a step's name stands one verb: call, http, run, set, do, switch, for, while, until, parallel, raise, wait or return.",
  (name: string, key: string | undefined, verbs: readonly string[]) => ({
    message: `The step "${name}" has no verb.`,
    hint: key === undefined ? `Give it one of: ${verbs.join(', ')}.` : didYouMean(key, verbs),
  }),
);

export const twoVerbs = define(
  'two-verbs',
  'error',
  'A step does one thing. Two verbs under one name have no order, so each gets a step of its own.',
  (name: string, verbs: readonly string[]) => ({
    message: `The step "${name}" has ${verbs.length} verbs: ${verbs.join(', ')}.`,
    hint: 'Make a step of each.',
  }),
);

export const notAllowedHere = define(
  'not-allowed-here',
  'error',
  "A field that the step's kind can't have, or that contradicts another field: `retry` on `set`, `until` on a concurrent `for`, `settle` on a sequential one.",
  (message: string, hint?: string) => ({ message, hint }),
);

export const unquotedBraces = define(
  'unquoted-braces',
  'error',
  'Without quotes YAML reads `{{ x }}` as a map, and cuts an expression in a flow map at its commas. The expression is lost before the plugin sees it.',
  () => ({ message: 'YAML read this as a map, not as an expression.', hint: 'Put it in quotes: "{{ ... }}".' }),
);

export const unquotedDate = define(
  'unquoted-date',
  'error',
  'Some versions of the framework read an unquoted date as a date object, others as text.',
  () => ({ message: "This date isn't quoted.", hint: 'Put it in quotes, so that it is text everywhere: "2026-01-01".' }),
);

export const emptyList = define(
  'empty-list',
  'error',
  'A list that needs at least one entry is empty.',
  (what: string, hint?: string) => ({
    message: `${what} is empty.`,
    hint,
  }),
);

export const tooFewBranches = define(
  'too-few-branches',
  'error',
  '`parallel` runs two or more branches.',
  (name: string, count: number) => ({
    message: `"${name}" has ${count === 1 ? 'one branch' : 'no branches'}; parallel needs two or more.`,
    hint: count === 1 ? 'Make it a plain step or a `do` block.' : undefined,
  }),
);

export const badValue = define(
  'bad-value',
  'error',
  "A value that its key doesn't take.",
  (what: string, value: string, allowed: string) => ({
    message: `${what} can't be ${value}.`,
    hint: allowed,
  }),
);

// Names

export const badName = define(
  'bad-name',
  'error',
  'Names of steps, branches and variables match [A-Za-z_][A-Za-z0-9_]* and have at most 60 characters, so that every target can carry them unchanged.',
  (what: string, name: string, why: string) => ({ message: `"${name}" can't be the name of a ${what}: ${why}.` }),
);

export const reservedName = define(
  'reserved-name',
  'error',
  'A name that means something else: `input`, `workflow`, `error` and `callback`, the builtins, and the reserved words of JavaScript.',
  (what: string, name: string, is: string) => ({
    message: `"${name}" can't be the name of a ${what}: it is ${is}.`,
    hint: 'Choose another name.',
  }),
);

export const nameTaken = define(
  'name-taken',
  'error',
  'A name stands for one thing in a workflow, whatever the case of its letters: a step, a variable, or the name that `each`, `at` or `as` binds.',
  (name: string, other: string, related: Diagnostic['related']) => ({
    message: `The name "${name}" is taken: ${other}.`,
    hint: 'Choose another name.',
    related,
  }),
);

export const unknownName = define(
  'unknown-name',
  'error',
  'An expression uses a name that nothing in the workflow defines.',
  (name: string, known: readonly string[]) => ({ message: `Nothing here is called "${name}".`, hint: didYouMean(name, known) }),
);

export const outOfScope = define(
  'out-of-scope',
  'error',
  'A concurrent iteration and a branch of `parallel` own the names they assign; nothing outside can read them. Their results leave through `output`.',
  (name: string, owner: string, related: Diagnostic['related']) => ({
    message: `"${name}" belongs to ${owner} and can't be read here.`,
    hint: 'Hand the value out with the `output` of that block, and read it from the step.',
    related,
  }),
);

export const assignedAcrossBranches = define(
  'assigned-across-branches',
  'error',
  'A concurrent iteration or a branch can read a name that is assigned outside it, but not assign it: the clouds disagree on what others would see.',
  (name: string, related: Diagnostic['related']) => ({
    message: `"${name}" is assigned outside this concurrent block, so it can't be assigned in it.`,
    hint: 'Assign another name here, and hand the value out with `output`.',
    related,
  }),
);

export const assignedToStep = define(
  'assigned-to-step',
  'error',
  "A step's own variable takes the step's value and nothing else.",
  (name: string) => ({
    message: `"${name}" is a step; its variable can't be assigned.`,
    hint: 'Give the variable another name.',
  }),
);

export const returnInParallel = define(
  'return-in-parallel',
  'error',
  '`return` ends the whole workflow; in a concurrent block nobody could say what becomes of the others.',
  () => ({
    message: "`return` can't stand in a concurrent block.",
    hint: 'Give the block an `output`, and return after the step.',
  }),
);

export const unknownFunction = define(
  'unknown-function',
  'error',
  "A `call` names a function that isn't a key of the service's `functions`.",
  (name: string, known: readonly string[]) => ({
    message: `There is no function "${name}" in this service.`,
    hint: didYouMean(name, known, 'The service has no functions.'),
  }),
);

export const unknownWorkflow = define(
  'unknown-workflow',
  'error',
  "A workflow is named that isn't a key of `orchestration.workflows`.",
  (name: string, known: readonly string[]) => ({
    message: `There is no workflow "${name}" in this service.`,
    hint: didYouMean(name, known, 'The service has no workflows.'),
  }),
);

export const recursiveWorkflows = define(
  'recursive-workflows',
  'error',
  'A workflow that runs itself, directly or through others, has no bound that every target keeps.',
  (cycle: readonly string[]) => ({
    message: `Workflows run each other in a circle: ${cycle.join(' -> ')}.`,
    hint: 'Make a loop of it: `while` or `for`.',
  }),
);

// Expressions

export const expressionSyntax = define(
  'expression-syntax',
  'error',
  "The text between {{ and }}, or a condition, isn't an expression.",
  (problem: string) => ({ message: `This isn't an expression: ${problem}.` }),
);

export const unsupportedSyntax = define(
  'unsupported-syntax',
  'error',
  'Expressions look like JavaScript and keep to what every target can say: literals, names, members, operators, lists, maps and the builtins. No functions, methods, assignments, template literals or regular expressions.',
  (what: string, hint: string | undefined) => ({ message: `An expression can't have ${what}.`, hint }),
);

export const mixedCondition = define(
  'mixed-condition',
  'error',
  'A condition is one expression, with {{ }} around all of it or without.',
  () => ({
    message: 'The text goes on behind the closing }}.',
    hint: 'Put one pair of braces around the whole condition, or none.',
  }),
);

export const duplicateKey = define(
  'duplicate-key',
  'error',
  'A key stands twice in a map literal; only one of the two could count.',
  (key: string) => ({
    message: `The key "${key}" stands twice in this map.`,
  }),
);

export const unknownBuiltin = define(
  'unknown-builtin',
  'error',
  "An expression calls a function that isn't a builtin. The functions of the service are called by `call` steps.",
  (name: string, known: readonly string[]) => ({ message: `There is no builtin "${name}".`, hint: didYouMean(name, known) }),
);

export const wrongArguments = define(
  'wrong-arguments',
  'error',
  'A builtin is called with too many or too few arguments.',
  (signature: string, count: number) => ({
    message: `${signature} is called with ${count} argument${count === 1 ? '' : 's'}.`,
  }),
);

export const unknownWorkflowProperty = define(
  'unknown-workflow-property',
  'error',
  '`workflow` has `name` and `executionId`.',
  (property: string) => ({
    message: `"workflow" has no "${property}".`,
    hint: didYouMean(property, ['name', 'executionId']),
  }),
);

export const typeMismatch = define(
  'type-mismatch',
  'error',
  "An operand that would always be an ExpressionError at run time: `null + 1`, a condition that isn't a boolean, null inside text.",
  (where: string, expected: string, actual: string, hint?: string) => ({
    message: `${where} takes ${expected}; this is ${actual}.`,
    hint,
  }),
);

export const notDefined = define(
  'not-defined',
  'error',
  'The targets give different answers here, so the language defines none: comparing lists, `<` on strings, a member of a list.',
  (what: string, hint?: string) => ({ message: `${what} isn't defined.`, hint }),
);

export const nowOutsideSet = define(
  'now-outside-set',
  'error',
  '`now()` and `uuid()` give another value at each evaluation. In a `set` the value is fixed once, so that a retry or a replay sees the same.',
  (builtin: string) => ({
    message: `${builtin}() stands only in \`set\`.`,
    hint: `Assign it first: \`set: { x: "{{ ${builtin}() }}" }\`.`,
  }),
);

export const lengthMember = define(
  'length-member',
  'warning',
  '`.length` is the member "length" of a map here. The length of a list or a string is `length(x)`.',
  (text: string) => ({
    message: `${text}.length reads the key "length" of a map.`,
    hint: `Write length(${text}), or ${text}["length"] if the key is meant.`,
  }),
);

// Fields

export const badDuration = define(
  'bad-duration',
  'error',
  'A duration is `1d2h30m10s`, ISO 8601 like `PT1H30M` (no years, months or weeks), or a whole number of seconds: at least 1 (a wait may be 0) and at most a year.',
  (value: string, why: string) => ({
    message: `${value} isn't a duration: ${why}.`,
    hint: 'Write it like 30s, 10m, 1h30m or PT1H30M.',
  }),
);

export const badRetry = define(
  'bad-retry',
  'error',
  'A retry policy is `{ errors, maxRetries: 3, delay: 1s, backoff: 2, maxDelay }`, all numbers literal, `backoff` at least 1.',
  (problem: string, hint?: string) => ({ message: problem, hint }),
);

export const badErrorName = define(
  'bad-error-name',
  'error',
  "Error names match [A-Za-z_][A-Za-z0-9_.]*, don't begin with `States.` or `Lambda.`, and aren't `ExpressionError`, which nothing takes.",
  (name: string, why: string, hint?: string) => ({ message: `"${name}" can't be used as an error's name: ${why}.`, hint }),
);

export const badCron = define(
  'bad-cron',
  'error',
  "Cron is the five-field Unix form: minute, hour, day of the month, month, day of the week. The last but two and the last aren't used together: clouds disagree on what that means.",
  (problem: string, hint?: string) => ({ message: problem, hint }),
);

export const badRate = define(
  'bad-rate',
  'error',
  'A rate is a whole number of minutes, hours or days: `5 minutes`, `1 hour`.',
  (value: string) => ({
    message: `"${value}" isn't a rate.`,
    hint: 'Write it like 5 minutes, 1 hour or 2 days.',
  }),
);

export const badTimezone = define('bad-timezone', 'error', 'A time zone is an IANA name: `Europe/Berlin`.', (value: string) => ({
  message: `"${value}" isn't a time zone.`,
  hint: 'Write an IANA name like Europe/Berlin or UTC.',
}));

// Lints

export const unreachableStep = define(
  'unreachable-step',
  'warning',
  'A step that no run can reach: it stands behind a `return` or a `raise`.',
  (name: string, behind: string) => ({ message: `"${name}" is never reached: "${behind}" always ends the flow before it.` }),
);

export const endlessLoop = define(
  'endless-loop',
  'warning',
  'A loop whose rounds assign nothing that its condition reads: it never runs, or never ends. A target ends such an execution when its history is full, and nothing can catch that.',
  (name: string) => ({
    message: `Nothing in the rounds of "${name}" can change this condition.`,
    hint: 'Assign in the rounds what the condition reads, `return` from one, or give the loop a `max`.',
  }),
);

export const unboundedPoll = define(
  'unbounded-poll',
  'warning',
  "A loop that asks again and again and never gives up. Targets end an execution when its history is full (AWS after 25,000 events), and nothing can catch that; a loop's `max` raises `Timeout`, which a `catch` can take.",
  (name: string) => ({
    message: `"${name}" asks until the answer changes, however long that takes.`,
    hint: 'Give it a `max`, the number of rounds after which it fails with `Timeout`.',
  }),
);

export const openFailure = define(
  'open-failure',
  'info',
  'Where several branches or concurrent iterations fail, which of their errors the step fails with depends on the target and on time. Handlers that tell errors apart then run one time or another.',
  (name: string) => ({
    message: `Which of these runs isn't defined when several branches of "${name}" fail.`,
    hint: 'With `settle: true` the step gives the outcome of every branch, and a `switch` behind it can decide.',
  }),
);

export const largeValue = define(
  'large-value',
  'warning',
  'Targets carry values of a limited size between steps: AWS 256 KiB, Google 512 KB for all variables together. A larger one fails at run time.',
  (kib: number) => ({
    message: `This value is ${kib} KiB of literal text; AWS carries at most 256 KiB from step to step.`,
    hint: 'Keep it in a file or a store, and have the function that needs it read it there.',
  }),
);

export const unknownInputProperty = define(
  'unknown-input-property',
  'warning',
  "The workflow's `input` schema lists its properties and allows no others; the expression reads one that isn't listed.",
  (property: string, known: readonly string[]) => ({
    message: `The input has no "${property}" by its schema.`,
    hint: didYouMean(property, known),
  }),
);

export const inputMismatch = define(
  'input-mismatch',
  'warning',
  "The input that a `run` or a schedule gives doesn't fit the `input` schema of the workflow.",
  (workflow: string, problem: string) => ({ message: `The input of "${workflow}" ${problem}.` }),
);

// Targets and adapters

export const unknownTarget = define(
  'unknown-target',
  'error',
  'A target is the name of an adapter, or `local` where a workflow is run.',
  (name: string, known: readonly string[]) => ({
    message: `There is no target "${name}".`,
    hint: didYouMean(name, known),
  }),
);

export const adapterFailed = define(
  'adapter-failed',
  'error',
  "A module named in `orchestration.adapters` can't be loaded, or what it exports isn't an adapter.",
  (module: string, why: string) => ({ message: `The adapter "${module}" can't be used: ${why}.` }),
);

export const refused = define(
  'refused',
  'error',
  "The target can't do this. Nothing is left out in silence: the workflow isn't compiled for it.",
  (target: string, what: string, why: string) => ({ message: `${target} can't do ${what}: ${why}.` }),
);

export const degraded = define(
  'degraded',
  'warning',
  'The target does this with a difference.',
  (target: string, what: string, how: string) => ({
    message: `On ${target}, ${what}: ${how}.`,
  }),
);

export const handlerNotCompiled = define(
  'handler-not-compiled',
  'error',
  "Google and Azure are given the handlers' files and load JavaScript only: TypeScript is compiled with esbuild on the way, file by file and without a check of its types.",
  (key: string, why: string, missing: boolean) => ({
    message: `The handler of "${key}" can't be taken along: ${why}.`,
    hint: missing ? 'npm install --save-dev esbuild' : undefined,
  }),
);

// Cases

export const badCase = define(
  'bad-case',
  'error',
  "An entry of a cases file that can't be understood.",
  (problem: string, hint?: string) => ({ message: problem, hint }),
);

export const unreadableFile = define(
  'unreadable-file',
  'error',
  "A file that is named can't be read or isn't YAML.",
  (file: string, why: string) => ({
    message: `${file} can't be read: ${why}.`,
  }),
);
