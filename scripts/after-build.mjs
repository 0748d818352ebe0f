// What the compiler leaves out of dist: the templates, which are read at run time.
import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
if (existsSync(`${root}templates`)) {
  cpSync(`${root}templates`, `${root}dist/templates`, {
    recursive: true,
    filter: source => !source.endsWith('.ts'),
  });
}
