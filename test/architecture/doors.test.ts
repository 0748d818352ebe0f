import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** Which rooms a room may import; itself is always allowed. The first prefix that fits a file is its room. */
const doors: readonly (readonly [room: string, may: readonly string[]])[] = [
  ['src/diagnostics', []],
  ['src/language', ['src/diagnostics']],
  ['src/engine.ts', ['src/language']],
  ['src/adapter.ts', ['src/engine.ts', 'src/language', 'src/diagnostics']],
  ['src/compiler', ['src/adapter.ts', 'src/language', 'src/diagnostics']],
  ['src/runner', ['src/engine.ts', 'src/language', 'src/diagnostics']],
  ['src/plugin', ['src/compiler', 'src/runner', 'src/adapter.ts', 'src/engine.ts', 'src/language', 'src/diagnostics']],
  ['src/', ['src/', 'adapters/index.ts']],
  ['adapters/index.ts', ['adapters/', 'src/adapter.ts']],
  ...['aws', 'google', 'azure'].flatMap((name): [string, string[]][] => [
    [
      `adapters/${name}/simulator`,
      [`adapters/${name}/model.ts`, 'src/adapter.ts', 'src/engine.ts', 'src/language', 'src/diagnostics'],
    ],
    [`adapters/${name}`, ['adapters/shared', 'src/adapter.ts', 'src/language', 'src/diagnostics', 'templates/']],
  ]),
  ['adapters/shared', ['src/adapter.ts', 'src/language', 'src/diagnostics']],
  ['templates/', []],
];

const files = ['src', 'adapters', 'templates']
  .filter(folder => existsSync(join(root, folder)))
  .flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .map(file => `${folder}/${file}`),
  );

const imports = new Map(files.map(file => [file, importsOf(file)]));

function importsOf(file: string): { readonly to: string; readonly external: boolean }[] {
  const source = readFileSync(join(root, file), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const found = [...source.matchAll(/(?:from\s+|import\(|require\(|import\s+)'([^']+)'/g)].map(match => match[1] as string);
  return found.map(specifier => {
    if (!specifier.startsWith('.')) return { to: specifier, external: true };
    const path = relative(root, resolve(root, dirname(file), specifier)).replaceAll('\\', '/');
    return { to: files.includes(`${path}.ts`) ? `${path}.ts` : `${path}/index.ts`, external: false };
  });
}

const roomOf = (file: string): (typeof doors)[number] =>
  doors.find(([room]) => file.startsWith(room)) ?? assert.fail(`${file} is in no room`);

describe('the house', () => {
  it('has every import go through a door', () => {
    const wrong = [...imports].flatMap(([file, targets]) => {
      const [room, may] = roomOf(file);
      const isOpen = (to: string): boolean => roomOf(to)[0] === room || may.some(other => to.startsWith(other));
      // The glue object of a target is where its simulator is handed out.
      const isGlue = (to: string): boolean =>
        /^adapters\/\w+\/index\.ts$/.test(file) && to.startsWith(`${dirname(file)}/simulator/`);
      return targets.filter(({ to, external }) => !external && !isOpen(to) && !isGlue(to)).map(({ to }) => `${file} -> ${to}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('has no circles', () => {
    const done = new Set<string>();
    const visit = (file: string, way: readonly string[]): void => {
      assert.ok(!way.includes(file), `a circle: ${[...way.slice(way.indexOf(file)), file].join(' -> ')}`);
      if (done.has(file)) return;
      for (const { to, external } of imports.get(file) ?? []) if (!external) visit(to, [...way, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
  });

  it('touches disk, process and console only under src/plugin, in templates and in simulators', () => {
    const machine = /^(node:)?(fs|fs\/promises|child_process|os|worker_threads|process)$/;
    const allowed = (file: string): boolean => /^(src\/plugin\/|templates\/|adapters\/\w+\/simulator\/)/.test(file);
    const wrong = [...imports]
      .filter(([file]) => !allowed(file))
      .flatMap(([file, targets]) => targets.filter(({ to }) => machine.test(to)).map(({ to }) => `${file} -> ${to}`));
    assert.deepEqual(wrong, []);
    const speaking = files.filter(
      file => !allowed(file) && /\bconsole\.|\bprocess\.(?!nextTick)/.test(readFileSync(join(root, file), 'utf8')),
    );
    assert.deepEqual(speaking, []);
  });

  it('has the same files in every target', () => {
    const targets = ['aws', 'google', 'azure'].filter(name => files.includes(`adapters/${name}/index.ts`));
    const common = [
      'capabilities.ts',
      'model.ts',
      'lower.ts',
      'print.ts',
      'package.ts',
      'diagnostics.ts',
      'check.ts',
      'simulator/index.ts',
    ];
    const kinds = ['call', 'http', 'run', 'set', 'do', 'switch', 'for', 'loop', 'parallel', 'raise', 'wait', 'return'].map(
      kind => `steps/${kind}.ts`,
    );
    const missing = targets.flatMap(name =>
      [...common, ...kinds].map(file => `adapters/${name}/${file}`).filter(file => !files.includes(file)),
    );
    assert.deepEqual(missing, []);
  });
});
