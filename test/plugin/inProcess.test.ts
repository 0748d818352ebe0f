import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createService, frameworks, removeServices, runInProcess, type Files, type InProcess } from './support/frameworks';
import { misspelt, shop, shopWith } from './support/services';

for (const framework of frameworks) {
  describe(`the plugin in ${framework.title}, in process`, function () {
    this.timeout(30_000);
    afterEach(removeServices);

    const command = (files: Files, commands: string[], options: Record<string, unknown> = {}): Promise<InProcess> =>
      runInProcess(framework, createService(files, 'sources'), commands, options);

    it('validates, quietly', async () => {
      const result = await command(shop, ['orchestration', 'validate']);
      assert.deepEqual(result.error, undefined);
      assert.equal(result.stdout, '');
      assert.equal(result.stderr, '1 workflow valid for Stack');
      assert.equal(result.code, 0);
    });

    it('shows a misspelt function at its place, in each format', async () => {
      const frame = await command(misspelt, ['orchestration', 'validate']);
      assert.equal(
        frame.stderr,
        `error unknown-function: There is no function "chargeCrad" in this service.
  serverless.yml:16:27
15 |         - reserve: { call: reserveStock, with: { sku: "{{ input.sku }}" } }
16 |         - charge: { call: chargeCrad, with: { amount: "{{ reserve.total }}" } }
   |                           ^^^^^^^^^^
  = Did you mean "chargeCard"?

1 error`,
      );
      assert.deepEqual([frame.code, frame.stdout], [1, '']);
      const json = await command(misspelt, ['orchestration', 'validate'], { format: 'json' });
      assert.deepEqual([json.code, json.stderr], [1, '']);
      assert.deepEqual(
        (JSON.parse(json.stdout) as { line: number; file: string }[]).map(({ line, file }) => [file, line]),
        [['serverless.yml', 16]],
      );
      const github = await command(misspelt, ['orchestration', 'validate'], { format: 'github' });
      assert.match(github.stdout, /^::error file=serverless.yml,line=16,col=27,endColumn=37,title=unknown-function::There is no/);
    });

    it('runs a workflow with the handlers: steps for people, the output for programs', async () => {
      const result = await command(shop, ['orchestration', 'run'], { name: 'placeOrder', input: '{"sku":"A"}' });
      assert.deepEqual(result.error, undefined);
      assert.deepEqual(JSON.parse(result.stdout), {
        id: 'charge-12',
        reserved: { total: 12, table: 'stock', shop: 'corner' },
        table: null,
      });
      assert.match(result.stderr, /reserve {2}call reserveStock \{"sku":"A"\}\n(.*\n)*.*reserving A/);
      assert.equal(result.code, 0);
    });

    it('packages: the template, the files and the copied handler', async () => {
      const service = createService(shop, 'sources');
      const result = await runInProcess(framework, service, ['package'], { stage: 'prod', region: 'eu-west-1' });
      assert.deepEqual(result.error, undefined);
      assert.deepEqual(result.template?.Resources['FlowplaceOrder'], {
        Type: 'AWS::SNS::Topic',
        Properties: { TopicName: 'prod|eu-west-1|p|ReserveStockLambdaFunction|shop-prod-reserveStock' },
      });
      assert.ok(result.template?.Outputs['FlowplaceOrderName']);
      assert.ok(result.template?.Resources['ReserveStockLambdaFunction']);
      const out = service.path('.serverless/orchestration/stack');
      assert.deepEqual((readdirSync(out, { recursive: true }) as string[]).sort(), [
        'app',
        'app/handler.js',
        'flows',
        'flows/placeOrder.json',
      ]);
      assert.deepEqual(JSON.parse(readFileSync(`${out}/flows/placeOrder.json`, 'utf8')), {
        name: 'placeOrder',
        steps: ['reserve', 'charge'],
      });
      assert.deepEqual(readdirSync(service.path('.serverless/orchestration')), ['stack']);
    });

    it('stops package with every mistake in one error, and leaves nothing', async () => {
      const broken = shopWith(yaml => yaml.replace('call: chargeCard', 'call: chargeCrad').replace('input.sku', 'inptu.sku'));
      const service = createService(broken, 'sources');
      const result = await runInProcess(framework, service, ['package']);
      assert.equal(result.error?.code, 'ORCHESTRATION_INVALID');
      assert.match(
        result.error!.message,
        /unknown-name: Nothing here is called "inptu"(.*\n)*.*unknown-function(.*\n)*2 errors$/,
      );
      assert.ok(!existsSync(service.path('.serverless/orchestration')));
    });

    it('stops package where the target refuses, and where a logical id is taken', async () => {
      const waits = shopWith(yaml => yaml.replace('      output: { id', '        - pause: { wait: 5s }\n      output: { id'));
      const refused = await command(waits, ['package']);
      assert.match(refused.error?.message ?? '', /error refused: Stack can't do a `wait` step: it has no clock/);
      const taken = shopWith(yaml => `${yaml}resources: [{ Resources: { FlowplaceOrder: { Type: 'AWS::SNS::Topic' } } }]\n`);
      const collision = await command(taken, ['package']);
      assert.equal(collision.error?.code, 'ORCHESTRATION_RESOURCE_COLLISION');
      assert.match(collision.error!.message, /already has Resources.FlowplaceOrder/);
      assert.equal(collision.template?.Outputs['FlowplaceOrderName'], undefined);
    });

    it('packages a service without workflows, and for a provider that is nobody', async () => {
      const none = await command(
        shopWith(yaml => yaml.slice(0, yaml.indexOf('orchestration:\n'))),
        ['package'],
      );
      assert.deepEqual(none.error, undefined);
      const other = createService(
        shopWith(yaml => yaml.replace('name: aws', 'name: nobody')),
        'sources',
      );
      const result = await runInProcess(framework, other, ['package']);
      assert.deepEqual(result.error, undefined);
      assert.ok(existsSync(other.path('.serverless/orchestration/stack/flows/placeOrder.json')));
    });

    it('takes anything under the key, and says what is wrong itself', async () => {
      for (const value of ['5', 'text', 'null', '[1]', '{}', '{ workflows: [] }']) {
        const files = shopWith(yaml => `${yaml.slice(0, yaml.indexOf('orchestration:\n'))}orchestration: ${value}\n`);
        const result = await command(files, ['orchestration', 'validate']);
        assert.deepEqual(result.error, undefined, value);
        assert.equal(result.code, 1, value);
        assert.match(result.stderr, /^error /, value);
      }
    });

    it("doesn't stop other commands for a broken workflow", async () => {
      for (const name of ['print', 'info', 'remove']) {
        const { error } = await command(misspelt, [name]);
        // Without credentials AWS ends info and remove; the plugin mustn't be the one that does.
        assert.doesNotMatch(`${error?.code} ${error?.message}`, /ORCHESTRATION|chargeCrad/, name);
      }
    });
  });
}
