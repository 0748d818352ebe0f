import assert from 'node:assert/strict';
import { validate, type Problem, type ValidationOptions } from '../../../../adapters/aws/simulator/validate/validate';
import { connection, functionArn, http, lambda, machine, task } from './support';

const pass = { Type: 'Pass', End: true };
const failed = 'SCHEMA_VALIDATION_FAILED';

function problems(definition: unknown, options?: ValidationOptions): Problem[] {
  return validate(typeof definition === 'string' ? definition : JSON.stringify(definition), options);
}

/** `CODE: message at location`, warnings marked. */
function lines(definition: unknown, options?: ValidationOptions): string[] {
  return problems(definition, options).map(
    ({ severity, code, message, location }) => `${severity === 'WARNING' ? 'warning ' : ''}${code}: ${message} at ${location}`,
  );
}

/** One state of any kind, with a Pass behind it where it needs one. */
function one(state: object): object {
  return machine({ S: state, X: { Type: 'Succeed' } });
}

describe('aws simulator: validate', () => {
  describe('finds, in the words of the service', () => {
    const rows: [string, unknown, string | string[], ValidationOptions?][] = [
      ['an empty text', '', `${failed}: Definition must be a valid JSON object at /`],
      ['a list', '[]', `${failed}: Definition must be a valid JSON object at /`],
      ['nothing in it', {}, `${failed}: These fields are required: [States, StartAt] at /`],
      ['no States', { StartAt: 'A' }, `${failed}: These fields are required: [States] at /`],
      ['no StartAt', { States: { P: pass } }, [`${failed}: These fields are required: [StartAt] at /`]],
      ['a field that is not there', { ...machine({ P: pass }), Foo: 1 }, `${failed}: Field 'Foo' is not supported at /`],
      [
        'a Type that is not there',
        machine({ P: { Type: 'Loop', End: true } }),
        `${failed}: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/P/Type`,
      ],
      [
        'a start that is not there',
        { ...machine({ P: pass }), StartAt: 'Q' },
        [
          `MISSING_TRANSITION_TARGET: Missing 'StartAt' target: Q at /StartAt`,
          `MISSING_TRANSITION_TARGET: State "P" is not reachable. at /States/P`,
        ],
      ],
      [
        'a dangling Next',
        machine({ P: { Type: 'Pass', Next: 'Q' }, R: pass }).valueOf(),
        [
          `MISSING_TRANSITION_TARGET: Missing 'Next' target: Q at /States/P/Next`,
          `MISSING_TRANSITION_TARGET: State "R" is not reachable. at /States/R`,
        ],
      ],
      [
        'a dangling Default and rule',
        machine({ C: { Type: 'Choice', Choices: [{ Condition: true, Next: 'Q' }], Default: 'R' }, E: pass }),
        [
          `MISSING_TRANSITION_TARGET: Missing 'Default' target: R at /States/C/Default`,
          `MISSING_TRANSITION_TARGET: Missing 'Next' target: Q at /States/C/Choices[0]/Next`,
          `MISSING_TRANSITION_TARGET: State "E" is not reachable. at /States/E`,
        ],
      ],
      [
        'a catcher that leads out of its branch',
        machine({
          P: {
            Type: 'Parallel',
            Branches: [{ StartAt: 'T', States: { T: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'X' }] }) } }],
            Next: 'X',
          },
          X: { Type: 'Succeed' },
        }),
        `MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/P/Branches[0]/States/T/Catch[0]/Next`,
      ],
      [
        'two states that lead to each other and are led to by none',
        machine({ P: pass, A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } }),
        ['A', 'B'].map(name => `MISSING_TRANSITION_TARGET: State "${name}" is not reachable. at /States/${name}`),
      ],
      [
        'no way to end',
        machine({ A: { Type: 'Pass', Next: 'A' } }),
        'MISSING_END_STATE: No terminal state found in machine at /States',
      ],
      [
        'a name twice, in nested graphs too',
        machine({ P: { Type: 'Parallel', Branches: [{ StartAt: 'P', States: { P: pass } }], End: true } }),
        'DUPLICATE_STATE_NAME: Duplicate State name: P at /States/P/Branches[0]/States/P',
      ],
      [
        'a key twice',
        '{"StartAt":"A","QueryLanguage":"JSONata","States":{"A":{"Type":"Succeed"},"A":{"Type":"Succeed"}}}',
        "INVALID_JSON_DESCRIPTION: Duplicate field 'A' at /States",
      ],
      [
        'a name of 81 characters',
        machine({ ['x'.repeat(81)]: pass }),
        `INVALID_STATE_NAME: The name of a state must have 1 to 80 characters: ${'x'.repeat(81)} at /States/${'x'.repeat(81)}`,
      ],
      [
        'a field of JSONPath',
        machine({ P: { ...pass, InputPath: '$' } }),
        `${failed}: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/P`,
      ],
      [
        'a state in JSONPath',
        machine({ Pass: { ...pass, QueryLanguage: 'JSONPath' } }),
        `${failed}: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/Pass`,
      ],
      [
        'another query language',
        machine({ P: { ...pass, QueryLanguage: 'jsonata' } }),
        `${failed}: Value should be one of the following: [JSONPath, JSONata] at /States/P/QueryLanguage`,
      ],
      ...['Pass', 'Wait', 'Succeed', 'Fail', 'Choice'].flatMap(Type =>
        ['Catch', 'Retry', 'TimeoutSeconds'].map((field): [string, unknown, string] => {
          const rest = {
            Pass: { End: true },
            Wait: { Seconds: 1, End: true },
            Succeed: {},
            Fail: {},
            Choice: { Choices: [{ Condition: true, Next: 'X' }] },
          }[Type];
          const state = { Type, ...rest, [field]: field === 'TimeoutSeconds' ? 1 : [] };
          const definition = Type === 'Choice' ? machine({ S: state, X: { Type: 'Succeed' } }) : machine({ S: state });
          return [`${field} on ${Type}`, definition, `${failed}: Field '${field}' is not supported at /States/S`];
        }),
      ),
      [
        'TimeoutSeconds on Parallel',
        machine({ S: { Type: 'Parallel', Branches: [{ StartAt: 'B', States: { B: pass } }], TimeoutSeconds: 1, End: true } }),
        `${failed}: Field 'TimeoutSeconds' is not supported at /States/S`,
      ],
      [
        'Assign on Succeed',
        machine({ S: { Type: 'Succeed', Assign: {} } }),
        `${failed}: Field 'Assign' is not supported at /States/S`,
      ],
      ['Output on Fail', machine({ S: { Type: 'Fail', Output: 1 } }), `${failed}: Field 'Output' is not supported at /States/S`],
      [
        'End on Choice',
        machine({ S: { Type: 'Choice', Choices: [{ Condition: true, Next: 'X' }], End: true }, X: { Type: 'Succeed' } }),
        `${failed}: Field 'End' is not supported at /States/S`,
      ],
      [
        'neither Next nor End',
        one({ Type: 'Pass' }),
        [
          `MISSING_TRANSITION_TARGET: State "X" is not reachable. at /States/X`,
          `${failed}: The state must have exactly one of these fields: [Next, End] at /States/S`,
        ],
      ],
      [
        'both Next and End',
        one({ Type: 'Pass', Next: 'X', End: true }),
        `${failed}: The state must have exactly one of these fields: [Next, End] at /States/S`,
      ],
      [
        'no Branches in it',
        machine({ StateName: { Type: 'Parallel', Branches: [], End: true } }),
        `${failed}: Value cannot be empty at /States/StateName/Branches`,
      ],
      [
        'no Choices in it',
        machine({ C: { Type: 'Choice', Choices: [], Default: 'E' }, E: pass }),
        `${failed}: Value cannot be empty at /States/C/Choices`,
      ],
      [
        'a Condition that is a text',
        machine({ C: { Type: 'Choice', Choices: [{ Condition: 'yes', Next: 'E' }] }, E: pass }),
        `${failed}: Expected a boolean or a JSONata expression at /States/C/Choices[0]/Condition`,
      ],
      [
        'Wait for nothing',
        machine({ W: { Type: 'Wait', End: true } }),
        `${failed}: The state must have exactly one of these fields: [Seconds, Timestamp] at /States/W`,
      ],
      ...['2016-12-05 21:29:29Z', '2016-12-05T21:29:29', '2016-12-05', '2016-02-30T00:00:00Z'].map(
        (Timestamp): [string, unknown, string] => [
          `the time ${Timestamp}`,
          machine({ W: { Type: 'Wait', Timestamp, End: true } }),
          `${failed}: Timestamp must be an ISO-8601 date-time with an offset: ${Timestamp} at /States/W/Timestamp`,
        ],
      ),
      [
        'Items that are an object',
        machine({ M: { Type: 'Map', Items: {}, ItemProcessor: { StartAt: 'I', States: { I: pass } }, End: true } }),
        `${failed}: Expected value of type [ARRAY] at /States/M/Items`,
      ],
      [
        'QueryLanguage in ItemProcessor',
        machine({
          M: { Type: 'Map', ItemProcessor: { QueryLanguage: 'JSONata', StartAt: 'I', States: { I: pass } }, End: true },
        }),
        `${failed}: Field 'QueryLanguage' is not supported at /States/M/ItemProcessor`,
      ],
      [
        'ItemReader in INLINE mode',
        machine({ M: { Type: 'Map', ItemReader: {}, ItemProcessor: { StartAt: 'I', States: { I: pass } }, End: true } }),
        `${failed}: Field 'ItemReader' is not supported in INLINE mode at /States/M`,
      ],
      [
        'a tolerance that an inline Map has no use for',
        machine({
          M: { Type: 'Map', ToleratedFailureCount: 1, ItemProcessor: { StartAt: 'I', States: { I: pass } }, End: true },
        }),
        `warning NO_EFFECT: The field 'ToleratedFailureCount' has no effect in INLINE mode at /States/M`,
      ],
      [
        'empty Credentials',
        machine({ State0: task({ Credentials: {} }) }),
        `${failed}: The field 'RoleArn' is required but was missing at /States/State0/Credentials`,
      ],
      [
        'a heartbeat as long as the timeout',
        machine({ T: task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 }) }),
        `${failed}: HeartbeatSeconds must be smaller than TimeoutSeconds at /States/T/HeartbeatSeconds`,
      ],
      [
        'a timeout of nothing',
        machine({ T: task({ TimeoutSeconds: 0 }) }),
        `${failed}: Expected an integer from 1 to 99999999 at /States/T/TimeoutSeconds`,
      ],
      [
        'a Resource that is no ARN',
        machine({ T: { ...task(), Resource: 'work' } }),
        `${failed}: Value is not a valid resource ARN at /States/T/Resource`,
      ],
      [
        'a number as Payload',
        machine({ T: task({ Arguments: { FunctionName: functionArn, Payload: 1 } }) }),
        `${failed}: The value for the field 'Payload' must be a STRING or a JSON object at /States/T/Arguments/Payload`,
      ],
      [
        'no FunctionName',
        machine({ T: task({ Arguments: {} }) }),
        `${failed}: The field 'FunctionName' is required but was missing at /States/T/Arguments`,
      ],
      [
        'an argument that Lambda has not',
        machine({ T: task({ Arguments: { FunctionName: functionArn, Input: 1 } }) }),
        `${failed}: The field 'Input' is not supported by Step Functions at /States/T/Arguments`,
      ],
      [
        'an endpoint without https, a connection that is missing',
        machine({ T: { ...task(), Resource: http, Arguments: { ApiEndpoint: 'http://x.example', Method: 'GET' } } }),
        [
          `${failed}: The value for the 'ApiEndpoint' field is not valid at /States/T/Arguments/ApiEndpoint`,
          `${failed}: The field 'Authentication' is required but was missing at /States/T/Arguments`,
        ],
      ],
      [
        'a definition of more than 1 MB',
        machine({ P: { ...pass, Comment: 'x'.repeat(1_048_576) } }),
        `${failed}: The definition is larger than 1048576 bytes at /`,
      ],
      [
        'a machine name with a blank',
        machine({ P: pass }),
        "STATE_MACHINE_NAME_INVALID: Invalid Name: 'a b' at /",
        { name: 'a b' },
      ],
      [
        'a machine name of 81 characters',
        machine({ P: pass }),
        'STATE_MACHINE_NAME_TOO_LONG: The name is longer than 80 characters at /',
        { name: 'x'.repeat(81) },
      ],
      [
        '.waitForTaskToken in EXPRESS',
        machine({ Publish: { ...task(), Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' } }),
        `${failed}: Express state machine does not support '.waitForTaskToken' service integration  at /States/Publish/Resource`,
        { type: 'EXPRESS' },
      ],
      [
        '.sync:2 in EXPRESS',
        machine({
          S: { ...task(), Resource: 'arn:aws:states:::states:startExecution.sync:2', Arguments: { StateMachineArn: 'x' } },
        }),
        `${failed}: Express state machine does not support '.sync' service integration at /States/S/Resource`,
        { type: 'EXPRESS' },
      ],
      [
        'an activity in EXPRESS',
        machine({ ActivityTask: { Type: 'Task', Resource: 'arn:aws:states:eu-west-1:1:activity:a', End: true } }),
        `${failed}: Express state machine does not support Activity ARN at /States/ActivityTask/Resource`,
        { type: 'EXPRESS' },
      ],
    ];
    for (const [title, definition, expected, options] of rows) {
      it(title, () => assert.deepEqual(lines(definition, options), [expected].flat()));
    }

    it('a text that is not JSON', () => {
      const [problem] = problems('not a definition');
      assert.equal(problem?.code, 'INVALID_JSON_DESCRIPTION');
    });
  });

  describe('Retry and Catch', () => {
    const retry = (...Retry: object[]): object => machine({ T: task({ Retry }) });
    const rows: [string, object, string][] = [
      [
        'States.ALL beside another',
        retry({ ErrorEquals: ['States.ALL', 'E'] }),
        'States.ALL must appear alone in ErrorEquals at /States/T/Retry[0]/ErrorEquals',
      ],
      [
        'States.ALL before another',
        retry({ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['E'] }),
        'States.ALL must appear in the last entry at /States/T/Retry[0]/ErrorEquals',
      ],
      ['no ErrorEquals', retry({}), 'These fields are required: [ErrorEquals] at /States/T/Retry[0]'],
      ['an empty ErrorEquals', retry({ ErrorEquals: [] }), 'Value cannot be empty at /States/T/Retry[0]/ErrorEquals'],
      [
        'IntervalSeconds 0',
        retry({ ErrorEquals: ['E'], IntervalSeconds: 0 }),
        'Expected an integer from 1 to 99999999 at /States/T/Retry[0]/IntervalSeconds',
      ],
      [
        'IntervalSeconds 1.5',
        retry({ ErrorEquals: ['E'], IntervalSeconds: 1.5 }),
        'Expected an integer from 1 to 99999999 at /States/T/Retry[0]/IntervalSeconds',
      ],
      [
        'an expression',
        retry({ ErrorEquals: ['E'], MaxAttempts: '{% 1 %}' }),
        'Expected an integer from 0 to 99999999 at /States/T/Retry[0]/MaxAttempts',
      ],
      [
        'MaxAttempts -1',
        retry({ ErrorEquals: ['E'], MaxAttempts: -1 }),
        'Expected an integer from 0 to 99999999 at /States/T/Retry[0]/MaxAttempts',
      ],
      [
        'BackoffRate 0.5',
        retry({ ErrorEquals: ['E'], BackoffRate: 0.5 }),
        'Expected a number of at least 1 at /States/T/Retry[0]/BackoffRate',
      ],
      [
        'MaxDelaySeconds 0',
        retry({ ErrorEquals: ['E'], MaxDelaySeconds: 0 }),
        'Expected an integer from 1 to 31622400 at /States/T/Retry[0]/MaxDelaySeconds',
      ],
      [
        'JitterStrategy',
        retry({ ErrorEquals: ['E'], JitterStrategy: 'HALF' }),
        'Value should be one of the following: [FULL, NONE] at /States/T/Retry[0]/JitterStrategy',
      ],
      ['another field', retry({ ErrorEquals: ['E'], Foo: 1 }), `Field 'Foo' is not supported at /States/T/Retry[0]`],
      [
        'a catcher without Next',
        machine({ T: task({ Catch: [{ ErrorEquals: ['E'] }] }) }),
        'These fields are required: [Next] at /States/T/Catch[0]',
      ],
    ];
    for (const [title, definition, expected] of rows)
      it(title, () => assert.ok(lines(definition).includes(`${failed}: ${expected}`), lines(definition).join('\n')));

    it('accepts what is at the bounds', () => {
      const Retry = [
        {
          ErrorEquals: ['A', 'B'],
          IntervalSeconds: 99_999_999,
          MaxAttempts: 0,
          BackoffRate: 1,
          JitterStrategy: 'NONE',
          Comment: 'c',
        },
        {
          ErrorEquals: ['States.ALL'],
          IntervalSeconds: 1,
          MaxAttempts: 99_999_999,
          BackoffRate: 2.5,
          MaxDelaySeconds: 31_622_400,
          JitterStrategy: 'FULL',
        },
      ];
      assert.deepEqual(lines(machine({ T: task({ Retry }) })), []);
    });
  });

  describe('expressions', () => {
    const output = (text: string): object => machine({ E: { ...pass, Output: { v: `{% ${text} %}` } } });
    const at = 'at /States/E/Output/v';
    const rows: [string, string[]][] = [
      ['phone[0]', [`UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. ${at}`]],
      [
        'aaa + bbb',
        ['aaa', 'bbb'].map(
          name => `UNSUPPORTED_JSONATA_EXPRESSION: Reference to '${name}' at the top level is not supported. ${at}`,
        ),
      ],
      ['$.phone', [`UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$' at the top level is not supported. ${at}`]],
      ['$$', [`UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$$' is not supported. ${at}`]],
      ['phone[1,2)', [`INVALID_JSONATA_EXPRESSION: Expected "]", got "," ${at}`]],
      ['1 +', [`INVALID_JSONATA_EXPRESSION: Unexpected end of expression ${at}`]],
      ['"unterminated', [`INVALID_JSONATA_EXPRESSION: String literal must be terminated by a matching quote ${at}`]],
      // Operators of 2.1.
      ['$states.input.a ?? 1', [`INVALID_JSONATA_EXPRESSION: The symbol "?" cannot be used as a unary operator ${at}`]],
      ['$states.input.a ?: 1', [`INVALID_JSONATA_EXPRESSION: The symbol ":" cannot be used as a unary operator ${at}`]],
      ['$states.result', [`UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$states.result' is not supported. ${at}`]],
      [
        '$states.errorOutput.Error',
        [`UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$states.errorOutput' is not supported. ${at}`],
      ],
      ['$states.Input', [`warning UNKNOWN_REFERENCE: $states has no 'Input': it is always undefined ${at}`]],
      ['$eval("1")', [`warning UNKNOWN_FUNCTION: There is no function $eval ${at}`]],
      ['$sume([1])', [`warning UNKNOWN_FUNCTION: There is no function $sume ${at}`]],
      ['$doesNotExist', [`warning UNASSIGNED_VARIABLE: Nothing assigns the variable $doesNotExist here ${at}`]],
      [
        Array.from({ length: 101 }, () => 1).join('+'),
        [`warning TOO_DEEP: The expression nests 101 levels; the service evaluates 100 ${at}`],
      ],
      ['$states.input.items[phone > 3].{"a": b}', []],
      ['($x := 1; $f := function($n) { $n = 0 ? $x : $f($n - 1) }; $f(3) & $partition([1], 1) & $hash("a", "MD5"))', []],
    ];
    for (const [text, expected] of rows) it(text.slice(0, 60), () => assert.deepEqual(lines(output(text)), expected));

    it('in every field that is evaluated, and in no other', () => {
      const text = '{% phone %}';
      const definition = machine({
        A: {
          Type: 'Task',
          Resource: lambda,
          Comment: text,
          Arguments: { FunctionName: text, Payload: { Comment: [text] } },
          TimeoutSeconds: text,
          HeartbeatSeconds: text,
          Assign: { Next: text },
          Output: text,
          Retry: [{ ErrorEquals: [text] }],
          Catch: [{ ErrorEquals: [text], Assign: { Retry: text }, Output: text, Next: 'B' }],
          Next: 'B',
        },
        B: {
          Type: 'Choice',
          Assign: { c: text },
          Output: text,
          Choices: [{ Condition: text, Assign: { d: text }, Output: text, Next: 'C' }],
          Default: 'C',
        },
        C: { Type: 'Wait', Seconds: text, Next: 'D' },
        D: { Type: 'Wait', Timestamp: text, Next: 'E' },
        E: {
          Type: 'Parallel',
          Arguments: text,
          Branches: [{ StartAt: 'F', States: { F: { Type: 'Fail', Error: text, Cause: text } } }],
          Next: 'G',
        },
        G: {
          Type: 'Map',
          Items: text,
          ItemSelector: { Next: text },
          MaxConcurrency: text,
          ItemProcessor: { StartAt: 'H', States: { H: { Type: 'Succeed', Output: text } } },
          End: true,
        },
      });
      const refused = problems(definition).filter(problem => problem.code === 'UNSUPPORTED_JSONATA_EXPRESSION');
      assert.deepEqual(
        refused.map(problem => problem.location),
        [
          ...[
            'Arguments/FunctionName',
            'Arguments/Payload/Comment[0]',
            'TimeoutSeconds',
            'HeartbeatSeconds',
            'Assign/Next',
            'Output',
          ].map(f => `/States/A/${f}`),
          ...['/States/A/Catch[0]/Assign/Retry', '/States/A/Catch[0]/Output'],
          ...['Assign/c', 'Output', 'Choices[0]/Condition', 'Choices[0]/Assign/d', 'Choices[0]/Output'].map(
            f => `/States/B/${f}`,
          ),
          ...['/States/C/Seconds', '/States/D/Timestamp', '/States/E/Arguments'],
          ...['Error', 'Cause'].map(f => `/States/E/Branches[0]/States/F/${f}`),
          ...['Items', 'ItemSelector/Next', 'MaxConcurrency'].map(f => `/States/G/${f}`),
          '/States/G/ItemProcessor/States/H/Output',
        ],
      );
      assert.equal(problems(definition).length, refused.length);
    });

    it('$states.result in Output and Assign of Task, Parallel and Map; $states.errorOutput in those of a catcher', () => {
      const result = '{% $states.result %}';
      const error = '{% $states.errorOutput %}';
      const graph = (name: string): object => ({ StartAt: name, States: { [name]: pass } });
      const Catch = [{ ErrorEquals: ['States.ALL'], Assign: { e: error }, Output: error, Next: 'X' }];
      const good = machine({
        T: task({ Assign: { a: result }, Output: result, Catch, End: undefined, Next: 'P' }),
        P: { Type: 'Parallel', Branches: [graph('B')], Assign: { b: result }, Output: result, Catch, Next: 'M' },
        M: { Type: 'Map', Items: [], ItemProcessor: graph('I'), Assign: { c: result }, Output: result, Catch, End: true },
        X: { Type: 'Succeed' },
      });
      assert.deepEqual(lines(good), []);
      const bad = machine({
        T: task({
          Arguments: { FunctionName: result },
          Output: error,
          Catch: [{ ErrorEquals: ['States.ALL'], Output: result, Next: 'C' }],
          End: undefined,
          Next: 'C',
        }),
        C: { Type: 'Choice', Choices: [{ Condition: result, Output: result, Next: 'X' }], Default: 'X' },
        X: { Type: 'Succeed', Output: error },
      });
      assert.deepEqual(
        problems(bad).map(problem => problem.location),
        [
          '/States/T/Arguments/FunctionName',
          '/States/T/Output',
          '/States/T/Catch[0]/Output',
          '/States/C/Choices[0]/Condition',
          '/States/C/Choices[0]/Output',
          '/States/X/Output',
        ],
      );
    });

    it('a text that begins like one and does not end so', () => {
      assert.deepEqual(lines(machine({ P: { ...pass, Output: ['{% 1', '1 %}', 'a {% 1 %}'] } })), [
        "INVALID_JSONATA_EXPRESSION: A JSONata expression must end with '%}' at /States/P/Output[0]",
      ]);
    });
  });

  describe('variables', () => {
    const inner = (Assign: object): object => ({ StartAt: 'I', States: { I: { ...pass, Assign } } });
    const around = (kind: object, Assign: object = { outer: 1 }): object =>
      machine({ A: { Type: 'Pass', Assign, Next: 'K' }, K: { ...kind, End: true } });

    it('an inner scope cannot assign what an outer one assigns', () => {
      assert.deepEqual(lines(around({ Type: 'Parallel', Branches: [inner({ outer: 2, own: 3 })] })), [
        `DUPLICATE_VARIABLE_NAME: The variable 'outer' is already assigned in an outer scope at /States/K/Branches[0]/States/I/Assign/outer`,
      ]);
      assert.deepEqual(lines(around({ Type: 'Map', ItemProcessor: inner({ outer: 2 }) })), [
        `DUPLICATE_VARIABLE_NAME: The variable 'outer' is already assigned in an outer scope at /States/K/ItemProcessor/States/I/Assign/outer`,
      ]);
      assert.deepEqual(lines(around({ Type: 'Parallel', Branches: [inner({ own: 3 })] })), []);
    });

    it('siblings may assign the same', () => {
      const branch = (name: string): object => ({ StartAt: name, States: { [name]: { ...pass, Assign: { same: 1 } } } });
      assert.deepEqual(lines(machine({ P: { Type: 'Parallel', Branches: [branch('a'), branch('b')], End: true } })), []);
    });

    it('an outer scope does not see what an inner one assigns, an inner one sees the outer', () => {
      const read = (name: string): object => ({
        StartAt: 'I',
        States: { I: { ...pass, Assign: { own: 1 }, Output: `{% $${name} %}` } },
      });
      assert.deepEqual(lines(around({ Type: 'Parallel', Branches: [read('outer')] })), []);
      assert.deepEqual(lines(machine({ K: { Type: 'Parallel', Branches: [read('own')], Output: '{% $own %}', End: true } })), [
        'warning UNASSIGNED_VARIABLE: Nothing assigns the variable $own here at /States/K/Output',
      ]);
    });

    it('a distributed Map sees none of them', () => {
      const ItemProcessor = {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'I',
        States: { I: { ...pass, Output: '{% $outer %}' } },
      };
      assert.deepEqual(lines(around({ Type: 'Map', ItemProcessor })), [
        'warning UNASSIGNED_VARIABLE: Nothing assigns the variable $outer here at /States/K/ItemProcessor/States/I/Output',
      ]);
      assert.match(
        lines(around({ Type: 'Map', ItemProcessor }), { type: 'EXPRESS' })[0] ?? '',
        /Express state machine does not support Map state in DISTRIBUTED mode/,
      );
    });

    it('have names of at most 80 letters and digits, `states` not among them', () => {
      const names = (...list: string[]): string[] =>
        lines(machine({ P: { ...pass, Assign: Object.fromEntries(list.map(name => [name, 1])) } }));
      assert.deepEqual(names('größe', '日本', 'a_1', 'x'.repeat(80)), []);
      assert.deepEqual(names('states'), [`${failed}: The variable name 'states' is reserved at /States/P/Assign/states`]);
      for (const name of ['_a', '1a', 'a-b', 'a.b', '', 'x'.repeat(81)]) {
        assert.deepEqual(names(name), [`${failed}: The variable name '${name}' is not valid at /States/P/Assign/${name}`]);
      }
    });

    it('that are called', () => {
      const definition = machine({
        A: { Type: 'Pass', Assign: { count: 1 }, Next: 'B' },
        B: { ...pass, Output: '{% $count([1]) %}' },
      });
      assert.deepEqual(lines(definition), [
        'warning NOT_A_FUNCTION: $count is a variable and is called like a function at /States/B/Output',
      ]);
    });
  });

  it('gives all problems at once, and never throws', () => {
    const broken = {
      QueryLanguage: 'JSONata',
      StartAt: 1,
      States: {
        a: null,
        b: [],
        c: { Type: 'Task' },
        d: { Type: 'Map', ItemProcessor: 1 },
        e: { Type: 'Parallel', Branches: [1] },
        f: { Type: 'Choice', Choices: [1] },
        g: { Type: 'Task', Resource: 1, Retry: [1], Catch: 1, Assign: 1, Arguments: 1 },
      },
    };
    assert.ok(problems(broken).length > 15);
    for (const odd of ['null', '1', '"x"', '{"States":1}', '{"States":[]}', '{"StartAt":"A","States":{}}'])
      assert.ok(problems(odd).length > 0);
  });

  it('accepts what the linters refuse without reason', () => {
    const definition = machine({
      A: { Type: 'Pass', Output: null, Assign: { list: [1, 'a', null], multi: '{%\n  1 +\n  1\n%}', tight: '{%1%}' }, Next: 'C' },
      C: { Type: 'Choice', Choices: [{ Condition: true, Next: 'H' }], Output: 'x', Default: 'H' },
      H: {
        Type: 'Task',
        Resource: 'arn:aws-us-gov:states:::http:invoke',
        Arguments: { ApiEndpoint: 'https://x.example', Method: 'GET', InvocationConfig: connection },
        End: true,
      },
    });
    assert.deepEqual(lines(definition), []);
  });
});
