import assert from 'node:assert/strict';
import { createService, frameworks, removeServices, runCli, type TestService } from './support/frameworks';
import { misspelt, shop } from './support/services';

for (const framework of frameworks) {
  describe(`the command line of ${framework.title}`, function () {
    this.timeout(90_000);
    let service: TestService;
    let broken: TestService;
    before(() => {
      service = createService(shop, 'build');
      broken = createService(misspelt, 'build');
    });
    after(removeServices);

    it('run: nothing but the output on stdout, and exit code 0', async () => {
      const result = await runCli(framework, service, ['orchestration', 'run', '--name', 'placeOrder', '--input', '{"sku":"A"}']);
      assert.equal(result.code, 0, result.stderr);
      assert.deepEqual(JSON.parse(result.stdout), {
        id: 'charge-12',
        reserved: { total: 12, table: 'stock', shop: 'corner' },
        table: null,
      });
      assert.match(result.stderr, /charge {2}call chargeCard \{"amount":12\}/);
      assert.match(result.stderr, /reserving A/);
    });

    it('test: a table for people, JUnit for programs', async () => {
      const result = await runCli(framework, service, ['orchestration', 'test', '--reporter', 'junit']);
      assert.equal(result.code, 0, result.stderr);
      assert.match(result.stdout, /^<\?xml [^]*<testsuite name="local" tests="2" failures="0" skipped="0">/);
      assert.match(result.stderr, /2 cases on \d+ engines?: \d+ passed/);
    });

    it('validate: a misspelt function is shown on stderr, and exit code 1', async () => {
      const result = await runCli(framework, broken, ['orchestration', 'validate']);
      assert.equal(result.code, 1);
      assert.equal(result.stdout, '');
      assert.match(
        result.stderr,
        /\n16 \| {9}- charge: \{ call: chargeCrad, .*\n {3}\| {27}\^{10}\n {2}= Did you mean "chargeCard"\?\n/,
      );
    });

    it('package: the same as one error, and print is left alone', async () => {
      const packaged = await runCli(framework, broken, ['package']);
      assert.equal(packaged.code, 1);
      assert.match(
        packaged.stdout + packaged.stderr,
        /Error:\s+The workflows have mistakes\.\s+error unknown-function: There is no/,
      );
      const printed = await runCli(framework, broken, ['print']);
      assert.equal(printed.code, 0, printed.stderr);
      assert.match(printed.stdout, /call: chargeCrad/);
    });
  });
}
