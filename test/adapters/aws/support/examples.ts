import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Files } from '../../../plugin/support/frameworks';

const root = path.resolve(__dirname, '../../../../examples');

/** The files of an example, as a user would copy them. */
export function filesOf(example: string): Files {
  const files: Record<string, string> = {};
  const visit = (folder: string): void => {
    for (const name of readdirSync(path.join(root, example, folder))) {
      const file = path.join(folder, name);
      if (name === 'node_modules' || name === '.serverless') continue;
      if (statSync(path.join(root, example, file)).isDirectory()) visit(file);
      else files[file] = readFileSync(path.join(root, example, file), 'utf8');
    }
  };
  visit('');
  return files;
}

/** The examples whose own target is AWS. */
export const examples = ['order-fulfilment', 'todos-to-storage', 'two-tasks'] as const;
