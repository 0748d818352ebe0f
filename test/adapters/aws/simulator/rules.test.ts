import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Step Functions does, rule by rule, and a test in this folder that shows that the simulator does the same. */
const rules: Readonly<Record<string, readonly (readonly [rule: string, file: string, title: string])[]>> = {
  'query language': [
    ['A JSONata machine has no JSONPath state.', 'validate', 'a state in JSONPath'],
    ['Fields of JSONPath are refused.', 'validate', 'a field of JSONPath'],
    ['A branch or processor has no query language of its own.', 'validate', 'QueryLanguage in ItemProcessor'],
    ['A text is an expression when it begins with {% and ends with %}.', 'jsonata', 'only where a text is wholly an expression'],
    [
      'Expressions stand at any depth of the fields that take them.',
      'validate',
      'in every field that is evaluated, and in no other',
    ],
    ['Output takes any JSON.', 'states', 'Output takes any JSON: false, null, an empty text'],
    ['A Condition may be true or false.', 'states', 'takes literal conditions'],
    ['ASL lists do not flatten.', 'jsonata', 'evaluates ASL lists without flattening them'],
    ['Only 2.0.6 parses.', 'validate', '$states.input.a ?? 1'],
  ],
  '$states and variables': [
    [
      'result: in Output and Assign of Task, Parallel, Map; errorOutput: in those of a catcher.',
      'validate',
      '$states.result in Output and Assign',
    ],
    ['The context object.', 'states', 'the context object'],
    ['Map.Item is read in ItemSelector only.', 'states', 'Map.Item is read there only'],
    ['RetryCount counts retries.', 'recovery', 'has the number of retries in the context'],
    ['There is no context item.', 'validate', 'phone[0]'],
    ['$$ is refused.', 'validate', "Reference to '$$' is not supported."],
    ['Assign stands on all but Succeed and Fail.', 'variables', 'are assigned by every state that may'],
    ['Names are identifiers of at most 80 characters.', 'validate', 'have names of at most 80 letters and digits'],
    ['Assign and Output see the values on entry.', 'variables', 'Assign and Output see the values'],
    ['Reading what nothing assigned is an error.', 'jsonata', '$doesNotExist'],
    ["A rule's Assign replaces the state's.", 'states', "takes the rule's Assign and Output"],
    ["A catcher's Assign replaces the state's.", 'recovery', 'its Assign and Output replace those of the state'],
    ['Inner scopes read outer variables.', 'variables', 'of the outside are read inside'],
    ['Inner scopes do not assign outer names.', 'validate', 'an inner scope cannot assign what an outer one assigns'],
    ['Inner variables vanish.', 'variables', 'those of the inside vanish'],
    ['A catcher of Parallel or Map assigns outside.', 'variables', 'a catcher of a Parallel assigns outside it'],
    ['A distributed Map reads no variables from outside.', 'validate', 'a distributed Map sees none of them'],
    ['A variable hides a function.', 'variables', 'hide the function of the same name'],
  ],
  states: [
    ['Names are unique in the whole machine.', 'validate', 'a name twice, in nested graphs too'],
    ['Names have at most 80 characters.', 'validate', 'a name of 81 characters'],
    ['Every Next is there.', 'validate', 'a dangling Next'],
    ['Every state is reached.', 'validate', 'led to by none'],
    ['There is an end.', 'validate', 'no way to end'],
    ['TimeoutSeconds stands on Task only.', 'validate', 'TimeoutSeconds on Parallel'],
    ['A heartbeat is shorter than the timeout.', 'validate', 'a heartbeat as long as the timeout'],
    ['A Choice has no End.', 'validate', 'End on Choice'],
    ['A Choice without a match and a Default fails.', 'states', 'fails without Default when nothing holds'],
    ['A Wait has Seconds or Timestamp.', 'validate', 'Wait for nothing'],
    ['A Timestamp has T and an offset, when written.', 'validate', 'the time ${Timestamp}'],
    ['A Timestamp has T and an offset, when computed.', 'states', 'refuses the time'],
    ['Branches are not empty.', 'validate', 'no Branches in it'],
    ['Results come in the order of the branches.', 'states', 'the outputs in order'],
    ['A failed branch cancels the others.', 'states', 'the others are cancelled with what goes on in them'],
    ['Items is a list.', 'validate', 'Items that are an object'],
    ['MaxConcurrency 0 is forty.', 'states', 'takes at most forty at once'],
    ['A Map is retried as a whole.', 'states', 'catches and retries as a whole'],
    ['A Parallel is retried as a whole.', 'states', 'is run as a whole by its Retry'],
    ["The machine's own timeout is caught by nothing inside.", 'states', 'which nothing inside takes'],
  ],
  'Retry and Catch': [
    ['Defaults: 1 second, 3 attempts, doubled.', 'recovery', 'retries three times, after 1, 2 and 4 seconds'],
    ['Bounds.', 'validate', 'accepts what is at the bounds'],
    ['Literals only.', 'validate', "'an expression',"],
    ['MaxAttempts 0 never retries.', 'recovery', 'MaxAttempts 0 never retries'],
    ['MaxDelaySeconds caps.', 'recovery', 'at most MaxDelaySeconds'],
    ['JitterStrategy FULL.', 'recovery', 'FULL jitter'],
    ['Counted per retrier, reset on leaving.', 'recovery', 'counts per retrier, from zero when the state is entered again'],
    ['The first retrier that matches decides.', 'recovery', 'asks only the first retrier'],
    ['errorOutput is the output without Output.', 'recovery', 'gives Error and Cause as the output of a catcher'],
    ['States.ALL stands alone and last.', 'validate', 'States.ALL before another'],
    ['Other states fail only to an enclosing Parallel or Map.', 'recovery', 'lets an enclosing Parallel catch'],
    [
      'Arguments and Output are part of the attempt.',
      'recovery',
      'retries and catches what fails in Arguments, Output and Assign',
    ],
  ],
  integrations: [
    ['lambda:invoke gives Payload.', 'integrations', 'gives the answer in Payload'],
    ['An HTTP task needs a connection.', 'validate', 'an endpoint without https, a connection that is missing'],
    ['An HTTP task gives status, headers and body.', 'integrations', 'gives status, headers in lists'],
    ['An HTTP task has sixty seconds.', 'integrations', 'ends after sixty seconds'],
    ['Some headers are forbidden.', 'integrations', 'refuses forbidden headers'],
    ['An answer has at most 256 KiB.', 'integrations', 'fails on an answer of more than 256 KiB'],
    ['.sync:2 gives JSON, .sync a text.', 'integrations', '.sync:2 gives the output as JSON, .sync as a text'],
    ['Input may be an object.', 'integrations', 'takes Input as a text of JSON'],
    ['EXPRESS has no .sync.', 'validate', '.sync:2 in EXPRESS'],
    ['EXPRESS has no .waitForTaskToken.', 'validate', '.waitForTaskToken in EXPRESS'],
    ['EXPRESS has no activities.', 'validate', 'an activity in EXPRESS'],
    ['EXPRESS has no distributed Map.', 'validate', 'Express state machine does not support Map state in DISTRIBUTED mode'],
    ['EXPRESS ends after five minutes.', 'states', 'EXPRESS ends after five minutes'],
    ['Others are refused by name.', 'integrations', 'refuses resources that it does not know, by name'],
  ],
  JSONata: [
    ['The six functions.', 'jsonata', '$partition([1, 2, 3, 4, 5], 2)'],
    ['Numbers are cut towards zero.', 'jsonata', '$range(-1.7, 2, 1)'],
    ['No $eval.', 'jsonata', '$eval("1+1")'],
    ['An unknown function is T1006 when it is called.', 'jsonata', '$randomSeeded(1)'],
    ['Undefined fails.', 'jsonata', '$states.input.none'],
    ['Functions are no values.', 'jsonata', 'returned an unsupported result type.'],
    ['Infinity and NaN are texts.', 'jsonata', "['1 / 0', 'Infinity']"],
    ['No prototypes.', 'jsonata', '$exists($states.input.map.constructor)'],
    ['No deeper than a hundred levels.', 'jsonata', 'nests a hundred levels, not one more'],
    ['No endless recursion.', 'jsonata', 'Expression evaluation timeout'],
    ['The hazards of the library.', 'jsonata', 'the ways of JSONata 2.0.6 that a compiler must know'],
  ],
  errors: [
    ["A function's error: name and JSON.", 'integrations', 'fails with the name of what the function threw'],
    ["The platform's errors: plain text.", 'integrations', 'fails in the several ways of the platform'],
    ['A function that is not there.', 'integrations', 'does not find a function that is not in the service'],
    ['A task timeout has an empty cause.', 'states', 'States.Timeout with an empty cause'],
    ['States.Http.StatusCode.', 'integrations', 'fails on a status from 400 with its number in the name'],
    ["A child's failure is States.TaskFailed.", 'integrations', 'fails with States.TaskFailed and the description in the cause'],
    ['The inner error passes Parallel.', 'states', 'is ended by the first branch that fails'],
    ['The inner error passes Map.', 'states', 'passes on the error inside it'],
    ['Wildcards.', 'recovery', 'which errors an entry takes'],
    ['The words of a failed expression.', 'jsonata', 'names the place in the field'],
    ['The words for a value of another type.', 'states', 'refuses Items that are'],
    ['The words for a Map over something else.', 'states', 'without Items goes over the input'],
    ['What a reader of the end translates.', 'outcome', 'States.QueryEvaluationError is ExpressionError'],
  ],
  limits: [
    ['256 KiB of payload.', 'variables', 'a state gives at most 256 KiB'],
    ['DataLimitExceeded by its name only.', 'variables', 'caught by its name and not by States.ALL'],
    ['256 KiB in an Assign.', 'variables', 'an Assign takes at most 256 KiB'],
    ['10 MiB of variables.', 'variables', 'the variables take at most 10 MiB together'],
    ['25,000 events.', 'variables', 'a STANDARD history holds 25,000 events'],
    ['1 MB of definition.', 'validate', 'a definition of more than 1 MB'],
    ['Names of machines.', 'validate', 'a machine name with a blank'],
    ['Names of executions.', 'integrations', 'refuses names that an execution cannot have'],
    ['Transitions and retries are billed.', 'recovery', 'ran.execution.billed.transitions'],
  ],
};

describe('aws simulator: every rule has its test', () => {
  const sources = new Map<string, string>();
  const source = (file: string): string => {
    const known = sources.get(file) ?? readFileSync(join(__dirname, `${file}.test.ts`), 'utf8');
    sources.set(file, known);
    return known;
  };
  for (const [topic, rows] of Object.entries(rules)) {
    it(topic, () => {
      const untested = rows
        .filter(([, file, title]) => !source(file).includes(title))
        .map(([rule, file, title]) => `${rule} ${file}: ${title}`);
      assert.deepEqual(untested, []);
    });
  }
});
