import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  createService,
  frameworks,
  removeServices,
  runInProcess,
  type Files,
  type InProcess,
  type TestService,
} from './support/frameworks';
import { shop } from './support/services';

const framework = frameworks[0]!;

/** Adapters that refuse and simulate as they are told: `echo` calls the steps' functions and gives what the last one gives. */
const targets = `
const { features } = require('serverless-orchestration');
const native = { level: 'native' };
const kinds = ['call', 'http', 'run', 'set', 'do', 'switch', 'for', 'loop', 'parallel', 'raise', 'return'];
const base = (name, wait) => ({
  name, title: name.toUpperCase(), provider: 'none',
  capabilities: {
    steps: { ...Object.fromEntries(kinds.map(kind => [kind, native])), wait },
    features: Object.fromEntries(Object.keys(features).map(feature => [feature, native])),
    builtins: {},
  },
  lower: workflow => workflow.body.steps.filter(step => step.kind === 'call').map(step => step.function),
  print: (model, workflow) => [{ path: workflow.name + '.json', content: JSON.stringify(model), workflow: workflow.name }],
});
exports.echo = { ...base('echo', native), simulate: ({ files }) => ({
  name: 'echo',
  async run({ workflow, input, executionId }, world) {
    let value = null;
    for (const fn of JSON.parse(files.find(file => file.workflow === workflow).content)) {
      world.observe({ time: world.clock.now(), type: 'Called', step: fn });
      const answer = await world.call({ function: fn, input, executionId });
      value = answer.ok ? answer.value : answer.error;
    }
    return { status: 'succeeded', output: value, billed: { calls: 1 } };
  },
}) };
exports.still = { ...base('still', { level: 'refused', why: 'it has no clock' }), simulate: () => { throw new Error('bad artefact'); } };
exports.paper = base('paper', native);
`;

const yaml = `service: shop
provider: { name: aws, runtime: nodejs20.x }
plugins: [serverless-orchestration]
functions:
  price: { handler: handler.price }
orchestration:
  target: echo
  adapters: [./echo.js, ./still.js, ./paper.js]
  workflows:
    ask:
      do:
        - price: { call: price, with: "{{ input }}" }
      output: "{{ price }}"
    later:
      do:
        - pause: { wait: 1h }
        - price: { call: price, with: "{{ input }}" }
      output: "{{ price }}"
`;

const files: Files = {
  'serverless.yml': yaml,
  'targets.js': targets,
  'echo.js': `module.exports = require('./targets').echo;`,
  'still.js': `module.exports = require('./targets').still;`,
  'paper.js': `module.exports = require('./targets').paper;`,
  'handler.js': `exports.price = async ({ sku }) => { if (!sku) { const e = new Error('no sku'); e.name = 'Missing'; throw e; } return sku.length; };`,
  'ask.cases.yml': `workflow: ask
cases:
  - { name: knows, input: { sku: tea }, functions: { price: { returns: 4 } }, expect: { output: 4 } }
  - { name: fails, functions: { price: { raises: { name: Gone, message: m } } }, expect: { error: { name: Gone } } }
`,
  'later.cases.yml': `workflow: later
cases:
  - { name: waits, handlers: true, input: { sku: tea }, expect: { output: 3 } }
`,
};

describe('commands', function () {
  this.timeout(30_000);
  let service: TestService;
  before(() => (service = createService(files, 'sources')));
  after(removeServices);

  const orchestration = async (verb: string, options: Record<string, unknown> = {}, at = service): Promise<InProcess> => {
    const result = await runInProcess(framework, at, ['orchestration', verb], options);
    assert.equal(result.error, undefined);
    return result;
  };
  const other = (changed: Files): TestService => createService({ ...files, ...changed }, 'sources');

  describe('run', () => {
    const run = (options: Record<string, unknown>, at = service): Promise<InProcess> =>
      orchestration('run', { name: 'ask', ...options }, at);
    const complaint = async (options: Record<string, unknown>): Promise<string> => {
      const { code, stdout, stderr } = await run(options);
      assert.deepEqual([code, stdout], [1, '']);
      return stderr;
    };

    it('takes the input from a file, JSON or YAML', async () => {
      const at = other({ 'in.yml': 'sku: coffee\n', 'in.json': '{"sku": "te"}' });
      assert.equal((await run({ 'input-file': 'in.yml' }, at)).stdout, '6');
      assert.equal((await run({ 'input-file': 'in.json' }, at)).stdout, '2');
    });

    it('fails with the error of the workflow on stderr', async () => {
      assert.match(await complaint({}), /ask {2}failed: Missing: no sku\nerror Missing: no sku$/);
    });

    it("runs the target's artefact in its simulator, with the same handlers", async () => {
      const { stdout, stderr, code } = await run({ target: 'echo', input: '{"sku":"tea"}' });
      assert.deepEqual([stdout, code], ['3', 0]);
      assert.match(stderr, /price {2}Called/);
    });

    it('takes the answers of a case', async () => {
      const result = await run({ cases: 'ask.cases.yml', case: 'knows' });
      assert.deepEqual([result.stdout, result.code], ['4', 0]);
    });

    it('runs on every engine that is named, and shows where one differs', async () => {
      const same = await run({ target: 'local,echo', input: '{"sku":"tea"}' });
      assert.deepEqual([same.code, same.stdout.trim()], [0, '3']);
      assert.match(same.stderr, /local +echo\n/);
      assert.match(same.stderr, /1 case on 2 engines: 2 passed$/m);
      const all = await run({ target: 'all', input: '{}' });
      assert.equal(all.code, 1);
      assert.match(all.stderr, /on echo .*\n {3}it succeeded; an error is expected/);
      assert.match(all.stderr, /error Missing: no sku/);
    });

    it('says what is wrong with the command', async () => {
      assert.match(await complaint({ name: 'aks' }), /no workflow "aks".*mean "ask"/);
      assert.match(await complaint({ input: '{' }), /--input isn't JSON/);
      assert.match(await complaint({ input: '{}', 'input-file': 'x' }), /not both/);
      assert.match(await complaint({ 'input-file': 'gone' }), /gone can't be read/);
      assert.match(await complaint({ target: 'ehco' }), /no target "ehco".*mean "echo"/);
      assert.match(await complaint({ target: 'paper' }), /PAPER has no simulator/);
      assert.match(await complaint({ case: 'knows' }), /--case needs --cases/);
      assert.match(await complaint({ cases: 'ask.cases.yml' }), /--case must name one of: knows; fails/);
      assert.match(await complaint({ cases: 'ask.cases.yml', case: 'knwos' }), /no case "knwos".*mean "knows"/);
      assert.match(await complaint({ cases: 'later.cases.yml' }), /cases of the workflow "later"/);
      assert.match(await complaint({ cases: 'gone.yml' }), /error unreadable-file/);
      assert.match(await complaint({ name: 'later', target: 'still' }), /error refused: STILL can't do a `wait` step/);
    });

    it('says what the simulator refuses', async () => {
      assert.match(await complaint({ target: 'still' }), /The simulator of still can't run this: bad artefact/);
    });

    it('goes on when only another workflow is refused', async () => {
      const at = other({
        'still.js': `module.exports = { ...require('./targets').still, simulate: require('./targets').echo.simulate };`,
      });
      assert.equal((await run({ target: 'still', input: '{"sku":"tea"}' }, at)).stdout, '3');
    });
  });

  describe('test', () => {
    it('shows every case on every target that has a simulator', async () => {
      const { code, stderr, stdout } = await orchestration('test');
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, /^ +local +(aws +)?(google +)?(azure +)?echo +still\n/);
      assert.match(stderr, /\n {2}fails {2}ok .*FAILED/);
      assert.match(stderr, /ask: fails on echo \(ask.cases.yml\)\n {3}it succeeded; Gone is expected/);
      assert.match(stderr, /ask: knows on still \(ask.cases.yml\)\n {3}its simulator refuses the artefacts: bad artefact/);
      assert.match(stderr, /\nrefused later on still: refused: STILL can't do a `wait` step: it has no clock\.\n/);
    });

    it('takes single targets and cases', async () => {
      const passed = await orchestration('test', { target: 'local,echo', grep: 'ask: knows' });
      assert.equal(passed.code, 0);
      assert.match(passed.stderr, /1 case on 2 engines: 2 passed$/m);
      const local = await orchestration('test', { target: 'local' });
      assert.match(local.stderr, /3 cases on 1 engine: 3 passed$/);
      const only = await orchestration('test', { target: 'echo', grep: 'knows', reporter: 'json' });
      assert.deepEqual(
        (JSON.parse(only.stdout) as { results: { engine: string; billed: object }[] }).results.map(r => [r.engine, r.billed]),
        [['echo', { calls: 1 }]],
      );
    });

    it('fails for a refusal on the own target, and with --strict on any', async () => {
      const options = { target: 'still', grep: 'later' };
      assert.equal((await orchestration('test', options)).code, 0);
      assert.equal((await orchestration('test', { ...options, strict: true })).code, 1);
      const own = other({ 'serverless.yml': yaml.replace('target: echo', 'target: still') });
      const result = await orchestration('test', options, own);
      assert.equal(result.code, 1);
      assert.match(result.stderr, /later: waits on still .*\n {3}refused refused: STILL can't do a `wait`/);
    });

    it('tells what cannot be run here, which is a failure only where it was asked for', async () => {
      const lacking = other({
        'still.js': `const { NotRunnable } = require('serverless-orchestration');
module.exports = { ...require('./targets').echo, name: 'still', simulate: () => { throw new NotRunnable('It takes an SDK. Install it.'); } };`,
      });
      const options = { grep: 'ask: knows' };
      const all = await orchestration('test', options, lacking);
      assert.equal(all.code, 0);
      assert.match(all.stderr, /\n {2}knows {2}ok .*not run\n/);
      assert.match(all.stderr, /\nnot run on still: It takes an SDK\. Install it\.\n/);
      assert.match(all.stderr, /passed, 1 not run$/m);
      const named = await orchestration('test', { ...options, target: 'local,still' }, lacking);
      assert.equal(named.code, 1);
      assert.match(named.stderr, /ask: knows on still .*\n {3}It takes an SDK\. Install it\./);
      assert.equal((await orchestration('test', { ...options, strict: true }, lacking)).code, 1);
    });

    it('fails when there is nothing to test, and says why', async () => {
      const none = await orchestration('test', { grep: 'nobody' });
      assert.equal(none.code, 1);
      assert.match(none.stderr, /No case has "nobody"/);
      const elsewhere = other({ 'serverless.yml': yaml.replace('  workflows:', '  tests: [flows/*.yml]\n  workflows:') });
      const result = await orchestration('test', {}, elsewhere);
      assert.equal(result.code, 1);
      assert.match(result.stderr, /no file matches flows\/\*\.yml/);
    });

    it('shows the mistakes of cases files at their place, and runs the others', async () => {
      const at = other({
        'ask.cases.yml': `workflow: aks\ncases:\n  - { name: a, functions: { prcie: { returns: 1 } } }\n`,
        'bad.cases.yml': `workflow: [`,
      });
      const { code, stderr } = await orchestration('test', { target: 'local' }, at);
      assert.equal(code, 1);
      assert.match(stderr, /error unknown-workflow: .*"aks".*\n {2}ask.cases.yml:1:11\n/);
      assert.match(stderr, /error unknown-function: .*"prcie".*\n {2}ask.cases.yml:3:29\n/);
      assert.match(stderr, /error unreadable-file: bad.cases.yml can't be read: /);
      assert.match(stderr, /1 case on 1 engine: 1 passed$/);
      const validated = await orchestration('validate', {}, at);
      assert.match(validated.stderr, /\n {2}ask.cases.yml:3:29\n[^]*\n3 errors$/);
    });

    it('refuses what it does not know', async () => {
      assert.match((await orchestration('test', { reporter: 'xml' })).stderr, /no reporter "xml"/);
      assert.match((await orchestration('test', { target: 'paper' })).stderr, /PAPER has no simulator/);
    });
  });

  describe('compile and validate', () => {
    it('writes each target into a folder of its own', async () => {
      const at = other({});
      const { code, stderr } = await orchestration('compile', { target: 'echo,paper', out: 'out' }, at);
      assert.equal(code, 0);
      assert.equal(
        stderr,
        'ECHO:\n  out/echo/ask.json\n  out/echo/later.json\nPAPER:\n  out/paper/ask.json\n  out/paper/later.json',
      );
      assert.equal(readFileSync(at.path('out/echo/ask.json'), 'utf8'), '["price"]');
      assert.ok(!existsSync(at.path('.serverless')));
    });

    it("writes nothing of a target's that refuses", async () => {
      const at = other({});
      const { code, stderr } = await orchestration('compile', { target: 'still,paper' }, at);
      assert.equal(code, 1);
      assert.match(stderr, /error refused: STILL/);
      assert.ok(!existsSync(at.path('.serverless/orchestration/still')));
      assert.ok(existsSync(at.path('.serverless/orchestration/paper/ask.json')));
    });

    it('validates for the own target, or for those that are named', async () => {
      assert.equal((await orchestration('validate')).code, 0);
      const named = await orchestration('validate', { target: 'echo,still' });
      assert.equal(named.code, 1);
      assert.match(named.stderr, /error refused: STILL.*\n {2}serverless.yml:16:11\n/);
      assert.match((await orchestration('validate', { format: 'xml' })).stderr, /no format "xml"/);
    });

    it('shows people what each named target has and refuses, and nothing of it to programs', async () => {
      assert.doesNotMatch((await orchestration('validate')).stderr, /native/);
      const { stderr } = await orchestration('validate', { target: 'all' });
      assert.match(stderr, /\nlater\n {2}a `wait` step .*native +refused +native.* serverless.yml:16:11\n/);
      assert.match(stderr, /\nstill .*1 native, 1 refused: can't take later\n/);
      const json = await orchestration('validate', { target: 'all', format: 'json' });
      assert.deepEqual([JSON.parse(json.stdout).length, json.stderr], [1, '']);
    });

    it('says so when no target serves the service', async () => {
      const unknown = other({ 'serverless.yml': yaml.replace('target: echo', 'target: ecoh') });
      const typo = await orchestration('validate', {}, unknown);
      assert.equal(typo.code, 1);
      assert.match(typo.stderr, /error unknown-target: .*"ecoh".*\n {2}serverless.yml:7:11\n/);
      const nobody = other({ 'serverless.yml': yaml.replace('name: aws', 'name: nobody').replace('  target: echo\n', '') });
      const provider = await orchestration('validate', {}, nobody);
      assert.match(provider.stderr, /error unknown-target: .*"nobody".*\n {2}serverless.yml:2:19\n/);
      assert.equal((await orchestration('validate', { target: 'echo' }, nobody)).code, 0);
      assert.equal((await orchestration('test', { target: 'local' }, nobody)).code, 0);
    });
  });

  it('shows places in files that the configuration takes in, and the path for serverless.ts', async () => {
    const [head, block] = shop['serverless.yml']!.replace('call: chargeCard', 'call: chargeCrad').split('orchestration:\n');
    const split = createService(
      { ...shop, 'serverless.yml': `${head}orchestration: \${file(./flows.yml):all}\n`, 'flows.yml': `all:\n${block}` },
      'sources',
    );
    const taken = await orchestration('validate', {}, split);
    assert.match(taken.stderr, /\n {2}flows.yml:9:27\n.*\n9 \| {9}- charge: \{ call: chargeCrad/);

    const { 'serverless.yml': text, ...rest } = shop;
    const script = `const service: object = ${JSON.stringify(parse(text!.replace('call: chargeCard', 'call: chargeCrad')))};\nexport default service;`;
    const typescript = createService({ ...rest, 'serverless.ts': script }, 'sources');
    const named = await orchestration('validate', {}, typescript);
    assert.match(
      named.stderr,
      /"chargeCrad".*\n {2}serverless.ts: orchestration.workflows.placeOrder.do\[1\].charge.call\n {2}= Did/,
    );
  });
});
