import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, parse } from 'acorn';
import { helperNames, withNeeded } from '../../../adapters/azure/helpers';
import { render } from '../../../adapters/azure/print';

const folder = join(__dirname, '../../../templates/azure/helpers');

/** Names that the text uses and that are helpers: identifiers that aren't keys or members. */
function helpersIn(text: string, own: string): string[] {
  const found = new Set<string>();
  const visit = (node: unknown, parent?: Node & { property?: Node; key?: Node; computed?: boolean }): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, name } = node as { type?: string; name?: string };
    const isLabel = (parent?.property === node || parent?.key === node) && !parent.computed;
    if (type === 'Identifier' && name !== undefined && !isLabel && name !== own) found.add(name);
    for (const child of Object.values(node)) {
      if (Array.isArray(child)) child.forEach(item => visit(item, node as Node));
      else visit(child, node as Node);
    }
  };
  visit(parse(text, { ecmaVersion: 2023 }));
  return [...found].filter(name => (helperNames as readonly string[]).includes(name)).sort();
}

describe('azure: the helper module', () => {
  it('has a text for every helper, and no other', () => {
    assert.deepEqual(readdirSync(folder).sort(), helperNames.map(name => `${name}.hbs`).sort());
  });

  for (const deadlines of [false, true]) {
    for (const name of helperNames) {
      it(`${name} brings what it uses${deadlines ? ', with deadlines' : ''}`, () => {
        const text = render(`helpers/${name}`, { deadlines, httpActivity: 'sendHttp' });
        // What a parameter is called isn't used.
        const used = helpersIn(text, name).filter(helper => !new RegExp(`function\\*? \\w+\\([^)]*\\b${helper}\\b`).test(text));
        const brought = withNeeded([name], deadlines);
        assert.deepEqual(
          used.filter(helper => !brought.some(other => other === helper)),
          [],
        );
        // Nothing superfluous: each helper that is brought is used by one of them.
        const all = new Set(
          brought.flatMap(other => helpersIn(render(`helpers/${other}`, { deadlines, httpActivity: 'x' }), other)),
        );
        assert.deepEqual(
          brought.filter(other => other !== name && !all.has(other)),
          [],
        );
      });
    }
  }
});
