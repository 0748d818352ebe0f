import { createRequire } from 'node:module';
import path from 'node:path';
import { NotRunnable } from '../../../src/engine';

const packages = ['durable-functions', '@azure/functions'] as const;
export type SdkPackage = (typeof packages)[number];

/**
 * The folders of the SDK's packages, looked for from each of the places (files, absolute) in turn: the service first,
 * then this plugin. They are optional peers, so they may be missing.
 */
export function findSdk(places: readonly string[]): Record<SdkPackage, string> {
  const folders = packages.map(name => findPackage(name, places));
  const missing = packages.filter((_, i) => folders[i] === undefined);
  if (missing.length > 0) {
    throw new NotRunnable(
      `Running an orchestration on the Azure simulator takes ${missing.join(' and ')}, not found from ${places.map(place => path.dirname(place)).join(', ')}. ` +
        'Install: npm install --save-dev durable-functions@~3.5 @azure/functions@^4',
    );
  }
  const [durable, functions] = folders as [string, string];
  const { version } = createRequire(__filename)(path.join(durable, 'package.json')) as { version: string };
  if (!version.startsWith('3.')) {
    throw new NotRunnable(
      `The Azure simulator speaks the protocol of durable-functions 3, and ${durable} is ${version}. Install: npm install --save-dev durable-functions@~3.5`,
    );
  }
  return { 'durable-functions': durable, '@azure/functions': functions };
}

function findPackage(name: string, from: readonly string[]): string | undefined {
  for (const file of from) {
    try {
      return path.dirname(createRequire(file).resolve(`${name}/package.json`));
    } catch {
      // Not from here.
    }
  }
  return undefined;
}
