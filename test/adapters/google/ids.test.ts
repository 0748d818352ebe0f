import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { functionName, workflowId, workflowIdPattern } from '../../../adapters/google/ids';
import type { Project, Workflow } from '../../../src/adapter';
import { workflowNamePattern } from '../../../src/language/names';
import { functionsOf, make } from './support';

const project = (service: string, keys: readonly string[] = []): Project =>
  ({ service, stage: 'dev', functions: keys.map(key => ({ key })) }) as unknown as Project;
const workflow = (name: string): Workflow => ({ name, targets: {} }) as unknown as Workflow;
const idOf = (name: string, service = 'shop'): string => workflowId(workflow(name), { project: project(service) });

const call = { do: [{ step: { call: 'work' } }] };

describe("a workflow's id at Google", () => {
  it('is the service, the stage and the name, where Google takes that', () => {
    assert.equal(idOf('placeOrder'), 'shop-dev-placeOrder');
    assert.equal(idOf('place_order-2'), 'shop-dev-place_order-2');
  });

  it('is made fit otherwise, and told from others by a checksum', () => {
    assert.match(idOf('w_'), /^shop-dev-w-[0-9a-f]{6}$/);
    assert.match(idOf('w-'), /^shop-dev-w-[0-9a-f]{6}$/);
    assert.notEqual(idOf('w_'), idOf('w-'));
    assert.match(idOf('a'.repeat(60)), /^shop-dev-a{48}-[0-9a-f]{6}$/);
    assert.notEqual(idOf(`${'a'.repeat(59)}b`), idOf(`${'a'.repeat(59)}c`));
    assert.match(idOf('w', '1st shop.'), /^st-shop--dev-w-[0-9a-f]{6}$/);
    assert.match(idOf('w', 's'.repeat(80)), /^s{57}-[0-9a-f]{6}$/);
  });

  it('is one that Google takes, whatever the names, and another for another name', () => {
    const name = fc.stringMatching(workflowNamePattern).filter(text => text.length <= 60);
    fc.assert(
      fc.property(name, name, fc.string(), (one, other, service) => {
        assert.match(idOf(one, service), workflowIdPattern);
        if (one !== other) assert.notEqual(idOf(one, service), idOf(other, service));
      }),
    );
  });

  it("stands in the manifest, in the schedules' names and where another workflow runs it", () => {
    const events = [{ schedule: { rate: '1 hour' } }];
    const { files, sources } = make({
      child_: { ...call, events },
      parent: { do: [{ step: { run: 'child_', timeout: '1m' } }] },
    });
    const { workflows } = JSON.parse(files['manifest.json']!) as {
      workflows: readonly { readonly id: string; readonly schedules: readonly { readonly name: string }[] }[];
    };
    const id = workflows[0]!.id;
    assert.match(id, /^shop-dev-child-[0-9a-f]{6}$/);
    assert.equal(workflows[0]!.schedules[0]!.name, `${id}-1`);
    assert.match(sources['parent']!, new RegExp(`workflow_id: "${id}"`));
  });

  it('lets a workflow with an odd name run', async () => {
    const long = 'a'.repeat(60);
    const made = make({ _: call, [long]: call, parent: { do: [{ step: { run: long, timeout: '1m' } }], output: '{{ step }}' } });
    assert.deepEqual(made.diagnostics, []);
    assert.equal((await made.run('_', {})).status, 'succeeded');
    assert.equal((await made.run('parent', {})).status, 'succeeded');
  });
});

describe("a function's name at Google", () => {
  it('is in lower case, and at most 63 characters long', () => {
    assert.equal(functionName('reserveStock', project('shop', ['reserveStock'])), 'shop-dev-reservestock');
    assert.match(functionName('x'.repeat(70), project('shop')), /^shop-dev-x{47}-[0-9a-f]{6}$/);
  });

  it('is told from one that is alike by a checksum', () => {
    const both = project('shop', ['stockIn', 'stockin', 'stock_in']);
    assert.equal(functionName('stockIn', both), 'shop-dev-stockin');
    assert.match(functionName('stockin', both), /^shop-dev-stockin-[0-9a-f]{6}$/);
    assert.equal(functionName('stock_in', both), 'shop-dev-stock-in');
  });

  it('is another for each function of the manifest', () => {
    const steps = ['stockIn', 'stockin'].map(key => ({ [`call_${key === 'stockIn' ? 1 : 2}`]: { call: key } }));
    const { files } = make({ w: { do: steps } }, { functions: functionsOf('stockIn stockin') });
    const { functions } = JSON.parse(files['manifest.json']!) as { functions: readonly { readonly name: string }[] };
    assert.equal(new Set(functions.map(({ name }) => name)).size, 2);
  });
});
