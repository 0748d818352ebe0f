import assert from 'node:assert/strict';
import type { FunctionAnswer, HttpAnswer } from '../../../../src/engine';
import type { Json } from '../../../../src/language/json';
import { VirtualClock } from '../../../../src/runner/clock';
import { createSimulator } from '../../../../adapters/aws/simulator/index';
import {
  connection,
  evaluated,
  failing,
  failure,
  functionArn,
  http,
  lambda,
  machine,
  machineArn,
  output,
  run,
  task,
} from './support';

const X = { Type: 'Succeed' };
const caught = [{ ErrorEquals: ['States.ALL'], Next: 'X' }];

describe('aws simulator: lambda:invoke', () => {
  const invoke = (Arguments: Json): object => machine({ T: { Type: 'Task', Resource: lambda, Arguments, End: true } });

  for (const suffix of ['', ':$LATEST', ':7', ':live']) {
    it(`finds the function of an ARN${suffix && ` with ${suffix}`} and of a name`, async () => {
      for (const name of [functionArn, 'orders-dev-work']) {
        const ran = await run(invoke({ FunctionName: name + suffix, Payload: { a: 1 } }), { executionId: 'abc' });
        assert.deepEqual(ran.calls, [{ function: 'work', input: { a: 1 }, executionId: 'abc' }]);
      }
    });
  }

  it('takes another partition', async () => {
    const definition = machine({
      T: { Type: 'Task', Resource: 'arn:aws-cn:states:::lambda:invoke', Arguments: { FunctionName: functionArn }, End: true },
    });
    assert.equal((await run(definition)).execution.status, 'succeeded');
  });

  it('gives the answer in Payload', async () => {
    const result = (await output(invoke({ FunctionName: functionArn, Payload: [1] }))) as Record<string, Json>;
    assert.deepEqual([result.Payload, result.StatusCode, result.ExecutedVersion], [[1], 200, '$LATEST']);
  });

  it('sends {} without Payload, and null when it is null', async () => {
    assert.deepEqual((await run(invoke({ FunctionName: functionArn }))).calls[0]?.input, {});
    assert.equal((await run(invoke({ FunctionName: functionArn, Payload: null }))).calls[0]?.input, null);
  });

  it('hands out copies: what a function does to its input stays with it', async () => {
    const definition = machine({ T: task({ Output: '{% $states.input %}' }) });
    const call = ({ input }: { input: Json }): FunctionAnswer => {
      (input as { list: Json[] }).list.push('changed');
      return { ok: true, value: null };
    };
    assert.deepEqual(await output(definition, { input: { list: [] }, call }), { list: [] });
  });

  it('fails with the name of what the function threw and a cause in JSON', async () => {
    assert.deepEqual(await failure(machine({ T: task() }), { call: failing('CardDeclined', 'no "funds"') }), {
      name: 'CardDeclined',
      message: 'no "funds"',
      details: null,
    });
    assert.deepEqual(await output(machine({ T: task({ Catch: caught }), X }), { call: failing('E', 'm') }), {
      Error: 'E',
      Cause: '{"errorType":"E","errorMessage":"m","trace":[]}',
    });
  });

  it('fails in the several ways of the platform, with a cause in plain text', async () => {
    const call = (): FunctionAnswer => ({ ok: false, error: { name: 'Unavailable', message: '' }, platform: true });
    const Retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 3 }];
    const { events } = await run(machine({ T: task({ Retry }) }), { call });
    const failed = events.filter(event => event.type === 'TaskFailed').map(event => event.error);
    assert.deepEqual(
      failed.map(error => error?.name),
      ['Lambda.TooManyRequestsException', 'Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException'],
    );
    for (const error of failed) assert.ok(error && !error.message.startsWith('{') && error.message !== '');
  });

  it('does not find a function that is not in the service', async () => {
    const { name, message } = await failure(invoke({ FunctionName: 'nobody' }));
    assert.equal(name, 'Lambda.ResourceNotFoundException');
    assert.match(
      message,
      /^Function not found: nobody:\$LATEST \(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException;/,
    );
    assert.equal((await failure(invoke({ FunctionName: 'constructor' }))).name, 'Lambda.ResourceNotFoundException');
  });
});

describe('aws simulator: http:invoke', () => {
  const request = (more: object = {}, fields: object = {}): object =>
    machine({
      H: {
        Type: 'Task',
        Resource: http,
        Arguments: { ApiEndpoint: 'https://api.example.com/x', Method: 'GET', Authentication: connection, ...more },
        End: true,
        ...fields,
      },
      ...('Catch' in fields ? { X } : {}),
    });
  const answer =
    (status: number, body: string, type = 'application/json') =>
    (): HttpAnswer => ({ ok: true, status, headers: { 'content-type': type }, body });

  it('gives status, headers in lists, and a body that is parsed when it is JSON', async () => {
    assert.deepEqual(await output(request(), { http: answer(200, '{"a":[1]}', 'application/json; charset=utf-8') }), {
      Headers: { 'content-type': ['application/json; charset=utf-8'] },
      ResponseBody: { a: [1] },
      StatusCode: 200,
      StatusText: 'OK',
    });
    const text = (await output(request(), { http: answer(200, '{"a":1}', 'text/plain') })) as { ResponseBody: Json };
    assert.equal(text.ResponseBody, '{"a":1}');
  });

  it('sends query, headers and a JSON body', async () => {
    const definition = request({
      Method: 'POST',
      ApiEndpoint: '{% "https://api.example.com/" & $states.input.path %}',
      QueryParameters: { q: 'a b&c', n: [1, 2] },
      Headers: { 'X-Trace': 'on' },
      RequestBody: { total: '{% $states.input.total %}' },
    });
    const { requests } = await run(definition, { input: { path: 'orders?x=1', total: 3 }, http: answer(201, '') });
    assert.deepEqual(requests, [
      {
        method: 'POST',
        url: 'https://api.example.com/orders?x=1&q=a%20b%26c&n=1&n=2',
        headers: { 'x-trace': 'on', 'content-type': 'application/json' },
        body: '{"total":3}',
      },
    ]);
  });

  it('fails on a status from 400 with its number in the name; the cause is what is best known of it', async () => {
    const Catch = [{ ErrorEquals: ['States.Http.StatusCode.404'], Output: '{% $states.errorOutput.Cause %}', Next: 'X' }];
    const setting = { http: answer(404, '{"why":"gone"}') };
    assert.equal(await output(request({}, { Catch }), setting), 'Not Found');
    assert.equal(await output(request({}, { Catch }), { ...setting, options: { httpFailureCause: 'body' } }), '{"why":"gone"}');
    const whole = JSON.parse(
      (await output(request({}, { Catch }), { ...setting, options: { httpFailureCause: 'result' } })) as string,
    ) as Json;
    assert.deepEqual(whole, {
      Headers: { 'content-type': ['application/json'] },
      ResponseBody: { why: 'gone' },
      StatusCode: 404,
      StatusText: 'Not Found',
    });
  });

  it('ends after sixty seconds, and when there is no connection', async () => {
    const late = await run(request(), { http: () => new Promise(() => undefined) });
    assert.equal(late.execution.status === 'failed' && late.execution.error.name, 'States.Http.Socket');
    assert.equal(late.elapsed, 60_000);
    assert.equal((await failure(request())).name, 'States.Http.Socket');
    const sooner = await run(request({}, { TimeoutSeconds: 10 }), { http: () => new Promise(() => undefined) });
    assert.equal(sooner.execution.status === 'failed' && sooner.execution.error.name, 'Timeout');
    assert.equal(sooner.elapsed, 10_000);
  });

  it('refuses forbidden headers and plain http at run time too', async () => {
    for (const more of [
      { Headers: { Authorization: 'x' } },
      { Headers: { 'X-Amz-Date': 'x' } },
      { ApiEndpoint: '{% "http://api.example.com" %}' },
      { Method: '{% "BREW" %}' },
    ]) {
      const { name, message } = await failure(request(more));
      assert.equal(name, 'States.Runtime');
      assert.match(message, /could not be used to start the Task: \[/);
    }
  });

  it('fails on an answer of more than 256 KiB', async () => {
    assert.equal(
      (await failure(request(), { http: answer(200, 'x'.repeat(262_145), 'text/plain') })).name,
      'States.DataLimitExceeded',
    );
  });
});

describe('aws simulator: states:startExecution', () => {
  const starting = (suffix: string, more: object = {}, fields: object = {}): object =>
    machine({
      S: {
        Type: 'Task',
        Resource: `arn:aws:states:::states:startExecution${suffix}`,
        Arguments: { StateMachineArn: machineArn('child'), Input: '{% $states.input %}', ...more },
        End: true,
        ...fields,
      },
      ...('Catch' in fields ? { X } : {}),
    });
  const echo = machine({
    E: { Type: 'Pass', Output: { got: '{% $states.input %}', name: '{% $states.context.Execution.Name %}' }, End: true },
  });
  const failed = machine({ F: { Type: 'Fail', Error: 'SomeFailure', Cause: 'why' } });

  it('.sync:2 gives the output as JSON, .sync as a text', async () => {
    const two = (await output(starting('.sync:2', { Name: 'kid' }), { input: { a: 1 }, others: { child: echo } })) as Record<
      string,
      Json
    >;
    assert.deepEqual([two.Status, two.Input, two.Output], ['SUCCEEDED', { a: 1 }, { got: { a: 1 }, name: 'kid' }]);
    const one = (await output(starting('.sync', { Name: 'kid' }), { input: { a: 1 }, others: { child: echo } })) as Record<
      string,
      Json
    >;
    assert.deepEqual([one.Input, one.Output], ['{"a":1}', '{"got":{"a":1},"name":"kid"}']);
  });

  it('records the submission, counts both machines, and tells their states apart', async () => {
    const { history, execution } = await run(starting('.sync:2'), { others: { child: echo } });
    assert.deepEqual(history, [
      'ExecutionStarted',
      'TaskStateEntered S',
      'TaskScheduled S',
      'TaskStarted S',
      'ExecutionStarted',
      'PassStateEntered S/E',
      'TaskSubmitted S',
      'PassStateExited S/E',
      'ExecutionSucceeded',
      'TaskSucceeded S',
      'TaskStateExited S',
      'ExecutionSucceeded',
    ]);
    assert.deepEqual(execution.billed, { transitions: 2 });
  });

  it('fails with States.TaskFailed and the description in the cause, whatever the error of the child', async () => {
    const Catch = [{ ErrorEquals: ['States.TaskFailed'], Output: '{% $parse($states.errorOutput.Cause) %}', Next: 'X' }];
    const description = (await output(starting('.sync:2', {}, { Catch }), { others: { child: failed } })) as Record<string, Json>;
    assert.deepEqual([description.Status, description.Error, description.Cause], ['FAILED', 'SomeFailure', 'why']);
    const slow = machine({ W: { Type: 'Wait', Seconds: 9, End: true } }, { TimeoutSeconds: 5 });
    const late = (await output(starting('.sync:2', {}, { Catch }), { others: { child: slow } })) as Record<string, Json>;
    assert.deepEqual([late.Status, 'Error' in late, 'Cause' in late], ['TIMED_OUT', false, false]);
  });

  it('hides the name of the child from a retrier', async () => {
    const Retry = [{ ErrorEquals: ['SomeFailure'] }];
    const { execution, history } = await run(starting('.sync:2', {}, { Retry }), { others: { child: failed } });
    assert.equal(execution.status === 'failed' && execution.error.name, 'States.TaskFailed');
    assert.equal(history.filter(event => event === 'TaskScheduled S').length, 1);
  });

  it('cannot use a name twice', async () => {
    const Retry = [{ ErrorEquals: ['States.TaskFailed'], MaxAttempts: 1 }];
    const { name } = await failure(starting('.sync:2', { Name: 'fixed' }, { Retry }), { others: { child: failed } });
    assert.equal(name, 'StepFunctions.ExecutionAlreadyExistsException');
    assert.equal((await failure(starting('.sync:2', {}, { Retry }), { others: { child: failed } })).name, 'States.TaskFailed');
  });

  it('derives names that differ between starts and not between runs', async () => {
    const twice = machine({
      M: {
        Type: 'Map',
        Items: [1, 2],
        ItemProcessor: {
          StartAt: 'S',
          States: {
            S: {
              Type: 'Task',
              Resource: 'arn:aws:states:::states:startExecution.sync:2',
              Arguments: { StateMachineArn: machineArn('child') },
              Output: '{% $states.result.Name %}',
              End: true,
            },
          },
        },
        End: true,
      },
    });
    const names = (await output(twice, { others: { child: echo } })) as string[];
    assert.notEqual(names[0], names[1]);
    assert.deepEqual(await output(twice, { others: { child: echo } }), names);
  });

  it('takes Input as a text of JSON, and refuses another text', async () => {
    const { Output } = (await output(starting('.sync:2', { Input: '{"z":1}', Name: 'k' }), { others: { child: echo } })) as {
      Output: Json;
    };
    assert.deepEqual(Output, { got: { z: 1 }, name: 'k' });
    assert.equal((await failure(starting('.sync:2', { Input: 'nope' }), { others: { child: echo } })).name, 'States.Runtime');
  });

  it('does not find another machine', async () => {
    const { name, message } = await failure(starting('.sync:2', { StateMachineArn: machineArn('nobody') }), {
      others: { child: echo },
    });
    assert.equal(name, 'StepFunctions.StateMachineDoesNotExistException');
    assert.match(
      message,
      /^State Machine Does Not Exist: 'arn:aws:states:eu-west-1:111111111111:stateMachine:nobody' \(Service: AWSStepFunctions; Status Code: 400;/,
    );
  });

  it('plain startExecution waits for nothing, and the run is over when the child is', async () => {
    const child = machine({ W: { Type: 'Wait', Seconds: 5, Next: 'T' }, T: task() });
    const ran = await run(starting(''), { others: { child } });
    assert.equal(ran.calls.length, 1);
    assert.equal(ran.history.indexOf('TaskStateExited S') < ran.history.indexOf('WaitStateExited S/W'), true);
  });

  it('stops the child when the parent is out of time', async () => {
    const child = machine({ W: { Type: 'Wait', Seconds: 50, Next: 'T' }, T: task() });
    const Catch = [{ ErrorEquals: ['States.Timeout'], Output: 'late', Next: 'X' }];
    const ran = await run(starting('.sync:2', {}, { TimeoutSeconds: 10, Catch }), { others: { child } });
    assert.equal(ran.execution.status === 'succeeded' && ran.execution.output, 'late');
    assert.equal(ran.calls.length, 0);
    assert.equal(ran.elapsed, 10_000);
    assert.ok(ran.history.includes('ExecutionAborted'));
  });
});

describe('aws simulator: what it is asked to run', () => {
  it('refuses resources that it does not know, by name', async () => {
    const queue = machine({ Q: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Arguments: {}, End: true } });
    await assert.rejects(
      run(queue),
      /NOT_SIMULATED: The resource arn:aws:states:::sqs:sendMessage is not simulated.* at \/States\/Q\/Resource/,
    );
    const direct = machine({ D: { Type: 'Task', Resource: functionArn, End: true } });
    await assert.rejects(run(direct), /is not simulated/);
  });

  it('refuses JSONPath and distributed maps', async () => {
    await assert.rejects(run({ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }), /Only JSONata states are simulated/);
    const ItemProcessor = {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'P',
      States: { P: { Type: 'Pass', End: true } },
    };
    await assert.rejects(
      run(machine({ M: { Type: 'Map', Items: [1], ItemProcessor, End: true } })),
      /DISTRIBUTED mode is not simulated/,
    );
  });

  it('refuses names that an execution cannot have, and inputs that are too large', async () => {
    await assert.rejects(evaluated('1', { executionId: 'a b' }), /can't be the name of an execution/);
    await assert.rejects(evaluated('1', { executionId: 'x'.repeat(81) }), /can't be the name of an execution/);
    await assert.rejects(evaluated('1', { input: 'x'.repeat(262_143) }), /larger than 256 KiB/);
  });

  it('runs many executions of one engine at once, each for itself', async () => {
    const definition = machine({
      A: { Type: 'Wait', Seconds: '{% $states.input %}', Assign: { v: '{% $states.input %}' }, Next: 'B' },
      B: { Type: 'Pass', Output: '{% $v %}', End: true },
    });
    const engine = createSimulator(
      [{ workflow: 'w', name: 'w', arn: machineArn('w'), type: 'STANDARD', definition: JSON.stringify(definition) }],
      { functions: {} },
    );
    const never = (): never => assert.fail('nothing outside is used');
    const world = { clock: new VirtualClock(0), call: never, http: never, uuid: never, observe: () => undefined };
    const runs = await Promise.all(
      [3, 1, 2].map((input, i) => engine.run({ workflow: 'w', input, executionId: `e${i}` }, world)),
    );
    assert.deepEqual(
      runs.map(each => each.status === 'succeeded' && each.output),
      [3, 1, 2],
    );
    await assert.rejects(engine.run({ workflow: 'other', input: null, executionId: 'e' }, world), /no state machine/);
  });
});
