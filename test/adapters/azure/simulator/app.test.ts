import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createSimulator } from '../../../../adapters/azure/simulator';
import { findSdk } from '../../../../adapters/azure/simulator/sdk';
import { RealClock } from '../../../../src/runner/clock';
import { type AppFile, appOf, flows, optionsFor, testWorld } from './support';

const load = (files: AppFile[]) => createSimulator({ files }, optionsFor(['flow']));
const replace = (file: AppFile) => [...appOf('').filter(({ path: name }) => name !== file.path), file];

describe('Azure simulator: the app and its process', () => {
  // A folder for temporary files of this test's own, since others may run beside it.
  const names = ['TMPDIR', 'TEMP', 'TMP'];
  const environment = names.map(name => process.env[name]);
  let temporary: string;
  before(() => {
    temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'orchestration-test-'));
    for (const name of names) process.env[name] = temporary;
  });
  afterEach('leaves no folder behind', () =>
    assert.deepEqual(
      fs.readdirSync(temporary).filter(name => name.startsWith('orchestration')),
      [],
    ),
  );
  after(() => {
    names.forEach((name, i) => {
      if (environment[i] === undefined) delete process.env[name];
      else process.env[name] = environment[i];
    });
    fs.rmSync(temporary, { recursive: true });
  });

  const broken: Record<string, [AppFile[], RegExp]> = {
    'code that throws': [appOf("throw new Error('no luck');"), /The function app doesn't load: src\/functions\/app.js: no luck/],
    'code that is none': [appOf('const = 1;'), /src\/functions\/app.js: Unexpected token/],
    'a module that is missing': [appOf("require('left-pad');"), /Cannot find module 'left-pad'/],
    'a call of a handler while it loads': [
      flows({ flow: 'yield call(1);' }, "require('../../handlers/work').handler(1);"),
      /The process that runs the function app ended.*Only an activity may do this/s,
    ],
    'no package.json': [[{ path: 'host.json', content: '{}' }], /The app has no package.json/],
    'package.json that is no JSON': [replace({ path: 'package.json', content: '{' }), /package.json isn't a JSON object/],
    'package.json without main': [replace({ path: 'package.json', content: '{}' }), /package.json has no main/],
    'main that matches nothing': [
      replace({ path: 'package.json', content: '{"main":"lib/*.js"}' }),
      /No file of the app matches main of its package.json: lib\/\*.js/,
    ],
    'a file outside': [[...appOf(''), { path: '../evil.js', content: '' }], /a file outside its folder: ..\/evil.js/],
    'names that differ by case': [
      appOf("df.app.activity('one', { handler: () => 1 }); df.app.activity('ONE', { handler: () => 1 });"),
      /Two functions of the app have the name 'ONE'/,
    ],
    'a name with a blank': [appOf("df.app.activity('a b', { handler: () => 1 });"), /The host refuses the function name 'a b'/],
    'a time limit that is none': [appOf('', { functionTimeout: '5m' }), /functionTimeout isn't a time span: 5m/],
  };
  for (const [what, [files, message]] of Object.entries(broken)) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(async () => {
        const simulator = await load(files);
        // What is thrown later ends the process.
        await simulator.run({ workflow: 'flow', input: {}, executionId: 'x' }, testWorld()).finally(() => simulator.close());
      }, message);
    });
  }

  it('finds the entries by patterns', async () => {
    for (const main of ['src/functions/app.js', './src/**/*.js', '{src,lib}/functions/a?p.js']) {
      const files = flows({ flow: 'return wrap(yield call(1));' });
      files[0] = { path: 'package.json', content: JSON.stringify({ main }) };
      const simulator = await load(files);
      assert.equal(simulator.registrations.length, 2, main);
      await simulator.close();
    }
  });

  it('runs many executions in one process, at the same time too', async () => {
    const simulator = await load(flows({ flow: 'yield later(input); return wrap(yield call(input));' }));
    try {
      const worlds = [5, 1, 3].map(() => testWorld());
      const runs = await Promise.all(
        [5, 1, 3].map((input, i) =>
          simulator.run({ workflow: 'flow', input, executionId: 'the same' }, worlds[i] as (typeof worlds)[0]),
        ),
      );
      assert.deepEqual(
        runs.map(run => run.status === 'succeeded' && run.output),
        [5, 1, 3],
      );
    } finally {
      await simulator.close();
    }
  });

  it('runs on real time as well', async () => {
    const simulator = await load(flows({ flow: 'yield later(0); return wrap(yield Task.all([call(1), call(2)]));' }));
    try {
      const execution = await simulator.run(
        { workflow: 'flow', input: {}, executionId: 'x' },
        { ...testWorld(), clock: new RealClock() },
      );
      assert.deepEqual(execution.status === 'succeeded' && execution.output, [1, 2]);
    } finally {
      await simulator.close();
    }
  });

  it('goes on after a run that failed with activities under way', async () => {
    const bodies = {
      flow: "yield Task.all([call('slow'), context.df.callActivity('nothing')]);",
      stuck: "const w = context.df.waitForExternalEvent('never'); yield Task.all([call('slow'), child('broken', 1)]);",
      broken: 'yield call(Math.random());',
      next: "return wrap(yield call('quick'));",
    };
    const simulator = await createSimulator({ files: flows(bodies) }, optionsFor(Object.keys(bodies)));
    const run = (workflow: string) =>
      simulator.run(
        { workflow, input: {}, executionId: 'x' },
        testWorld({ work: input => ({ value: input, ...(input === 'slow' && { after: 60 }) }) }),
      );
    try {
      await assert.rejects(run('flow'), /'nothing' doesn't exist/);
      await assert.rejects(run('stuck'), /Orchestrator 'broken': The orchestrator isn't deterministic/);
      assert.equal((await run('next')).status, 'succeeded');
    } finally {
      await simulator.close();
    }
  });

  it('says how the process died, for the run under way and those after it', async () => {
    const die = "df.app.activity('die', { handler: () => { console.error('last words'); process.exit(7); } });";
    const simulator = await load(flows({ flow: "yield context.df.callActivity('die');" }, die));
    const run = () => simulator.run({ workflow: 'flow', input: {}, executionId: 'x' }, testWorld());
    try {
      await assert.rejects(run(), /The process that runs the function app ended \(exit code 7\):\nlast words/);
      await assert.rejects(run(), /ended \(exit code 7\)/);
    } finally {
      await simulator.close();
    }
  });

  it('rejects what is under way when it is closed', async () => {
    const simulator = await load(flows({ flow: 'yield call(1);' }));
    const world = testWorld();
    const closed = assert.rejects(
      simulator.run(
        { workflow: 'flow', input: {}, executionId: 'x' },
        { ...world, call: () => simulator.close().then(() => new Promise(() => undefined)) },
      ),
      /The simulator is closed/,
    );
    await closed;
    await simulator.close();
  });

  it('says what to install when the SDK is missing', () => {
    const nowhere = path.join(os.tmpdir(), 'nowhere', 'package.json');
    assert.throws(
      () => findSdk([nowhere]),
      /takes durable-functions and @azure\/functions, not found from .*nowhere\. Install: npm install --save-dev durable-functions@~3\.5 @azure\/functions@\^4$/,
    );
  });

  it('refuses another major version of the SDK', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'orchestration-sdk-'));
    try {
      for (const [name, version] of Object.entries({ 'durable-functions': '4.0.0', '@azure/functions': '4.16.5' })) {
        fs.mkdirSync(path.join(folder, 'node_modules', name), { recursive: true });
        fs.writeFileSync(path.join(folder, 'node_modules', name, 'package.json'), JSON.stringify({ name, version }));
      }
      assert.throws(() => findSdk([path.join(folder, 'package.json')]), /protocol of durable-functions 3, and .* is 4\.0\.0/);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
