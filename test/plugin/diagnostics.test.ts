import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createService, frameworks, removeServices, runInProcess } from './support/frameworks';

const root = path.join(__dirname, '../diagnostics');

/** The codes that only the plugin finds, which knows the disk. The others are in test/diagnostics/catalogue.test.ts. */
describe('the codes that the plugin finds', function () {
  this.timeout(30_000);
  after(removeServices);
  for (const code of ['unknown-target', 'adapter-failed', 'unreadable-file', 'handler-not-compiled']) {
    it(code, async () => {
      const folder = path.join(root, code);
      const files = readdirSync(folder).filter(file => file !== 'expected.txt');
      const service = createService(
        Object.fromEntries(files.map(file => [file, readFileSync(path.join(folder, file), 'utf8')])),
        'sources',
      );
      const result = await runInProcess(frameworks[0]!, service, [
        'orchestration',
        code === 'unreadable-file' ? 'test' : 'validate',
      ]);
      assert.equal(result.code, 1, result.stderr);
      assert.match(result.stderr, new RegExp(`^error ${code}: `, 'm'));
      const text = `${result.stderr.replaceAll(service.folder, '<service>').trimEnd()}\n`;
      if (process.env['UPDATE']) writeFileSync(path.join(folder, 'expected.txt'), text);
      assert.equal(text, readFileSync(path.join(folder, 'expected.txt'), 'utf8'));
    });
  }
});
