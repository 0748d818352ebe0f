import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Serverless } from '../../src/plugin/framework';
import { readService } from '../../src/plugin/service';

function serverless(provider: object, functions: object): Serverless {
  return {
    serviceDir: '/srv',
    configurationFilename: 'serverless.yml',
    configurationInput: { orchestration: { workflows: {} } },
    service: { service: 'shop', provider: provider as never, functions: functions as never },
    configSchemaHandler: { defineTopLevelProperty: () => undefined },
    classes: { Error },
    config: { serverlessPath: '/fw/lib' },
    getProvider: () => ({
      getStage: () => 'prod',
      getRegion: () => 'eu-west-1',
      naming: { getLambdaLogicalId: key => `${key}Logical` },
    }),
  };
}

describe('service', () => {
  it('takes stage, region and logical ids from the AWS provider', () => {
    const { project, frameworkFolder, config } = readService(
      serverless(
        { name: 'aws', stage: 'dev', runtime: 'nodejs20.x', timeout: 9 },
        { f: { handler: 'a.b', name: 'shop-prod-f' } },
      ),
      {},
    );
    assert.deepEqual([project.stage, project.region, frameworkFolder], ['prod', 'eu-west-1', '/fw/lib']);
    assert.deepEqual(config, { workflows: {} });
    assert.deepEqual(project.functions, [
      {
        key: 'f',
        name: 'shop-prod-f',
        handler: 'a.b',
        runtime: 'nodejs20.x',
        timeout: 9,
        environment: {},
        logicalId: 'fLogical',
        options: { handler: 'a.b', name: 'shop-prod-f' },
      },
    ]);
  });

  it('takes them from the options and the file for other providers, which have no logical ids', () => {
    const functions = { f: { handler: 'a.b' }, gone: null };
    const named = readService(serverless({ name: 'google', stage: 'dev', region: 'us' }, functions), { stage: 'prod' }).project;
    assert.deepEqual([named.stage, named.region], ['prod', 'us']);
    assert.deepEqual(
      named.functions.map(({ key, name, logicalId }) => [key, name, logicalId]),
      [['f', 'f', undefined]],
    );
    const bare = readService(serverless({ name: 'google' }, {}), {}).project;
    assert.deepEqual([bare.stage, 'region' in bare], ['dev', false]);
  });

  it('takes the dependencies from the package.json, if it has some', () => {
    const folder = mkdtempSync(join(tmpdir(), 'service-'));
    const read = (): unknown =>
      readService({ ...serverless({ name: 'google' }, {}), serviceDir: folder }, {}).project.dependencies;
    assert.deepEqual(read(), {});
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies: { uuid: '^11.0.0', odd: 1 } }));
    assert.deepEqual(read(), { uuid: '^11.0.0' });
    writeFileSync(join(folder, 'package.json'), 'no json');
    assert.deepEqual(read(), {});
    rmSync(folder, { recursive: true });
  });

  it("merges the environment, the function's own last, and leaves out what has no text yet", () => {
    const provider = { name: 'google', environment: { A: 'service', B: 1, C: { Ref: 'X' }, D: null } };
    const { functions } = readService(serverless(provider, { f: { environment: { A: 'own', E: true } }, g: {} }), {}).project;
    assert.deepEqual(
      functions.map(({ environment }) => environment),
      [
        { A: 'own', B: '1', E: 'true' },
        { A: 'service', B: '1' },
      ],
    );
  });
});
