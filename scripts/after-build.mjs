// What the compiler leaves out of its folder (dist, unless another is named): the templates, which are read at run time.
import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const out = process.argv[2] ?? 'dist';
const root = fileURLToPath(new URL('../', import.meta.url));
if (existsSync(`${root}templates`)) {
  cpSync(`${root}templates`, `${root}${out}/templates`, {
    recursive: true,
    filter: source => !source.endsWith('.ts'),
  });
}
