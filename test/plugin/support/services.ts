import type { Files } from './frameworks';

/** Services that the plugin's tests share. */

const head = `service: shop
provider: { name: aws, runtime: nodejs20.x, environment: { SHOP: corner } }
plugins: [serverless-orchestration]
package: { excludeDevDependencies: false, patterns: ['!**', 'handler.js'] }
functions:
  reserveStock: { handler: handler.reserve, environment: { TABLE: stock } }
  chargeCard: { handler: handler.charge }
`;

/** A target with a template, a file and a copied handler: what a cloud's own adapter gives. */
const target = `
const { features, define } = require('serverless-orchestration');
const native = { level: 'native' };
const kinds = ['call', 'http', 'run', 'set', 'do', 'switch', 'for', 'loop', 'parallel', 'raise', 'return'];
const noWait = define('stack/loud', 'warning', 'Names in capitals.', name => ({ message: name + ' is loud.' }));
module.exports = {
  name: 'stack', title: 'Stack', provider: 'aws',
  capabilities: {
    steps: { ...Object.fromEntries(kinds.map(kind => [kind, native])), wait: { level: 'refused', why: 'it has no clock' } },
    features: Object.fromEntries(Object.keys(features).map(name => [name, native])),
    builtins: {},
  },
  check(program, { report }) {
    for (const { name, origin } of program.workflows) if (name === name.toUpperCase()) report(noWait({ path: origin, key: true }, name));
  },
  lower: ({ name, body }) => ({ name, steps: body.steps.map(step => step.name) }),
  print: model => [{ path: 'flows/' + model.name + '.json', content: JSON.stringify(model), workflow: model.name }],
  package: (units, { project, options }) => ({
    files: units.flatMap(({ artefacts }) => artefacts),
    handlers: [{ function: 'reserveStock', folder: 'app' }],
    template: {
      Resources: Object.fromEntries(units.map(({ model }) => ['Flow' + model.name, {
        Type: 'AWS::SNS::Topic',
        Properties: { TopicName: [project.stage, project.region, options && options.prefix, project.functions[0].logicalId, project.functions[0].name].join('|') },
      }])),
      Outputs: Object.fromEntries(units.map(({ model }) => ['Flow' + model.name + 'Name', { Value: model.name }])),
    },
  }),
};
`;

const handler = `
exports.reserve = async ({ sku }) => {
  console.log('reserving', sku);
  return { total: 12, table: process.env.TABLE, shop: process.env.SHOP };
};
exports.charge = async ({ amount }) => ({ id: 'charge-' + amount, table: process.env.TABLE || null });
`;

const workflow = `orchestration:
  target: stack
  adapters: [./target.js]
  stack: { prefix: p }
  workflows:
    placeOrder:
      do:
        - reserve: { call: reserveStock, with: { sku: "{{ input.sku }}" } }
        - charge: { call: chargeCard, with: { amount: "{{ reserve.total }}" } }
      output: { id: "{{ charge.id }}", reserved: "{{ reserve }}", table: "{{ charge.table }}" }
`;

const cases = `workflow: placeOrder
cases:
  - name: passes
    functions: { reserveStock: { returns: { total: 3 } }, chargeCard: { returns: { id: c } } }
    expect: { output: { id: c, reserved: { total: 3 }, table: null } }
  - name: with real handlers
    handlers: true
    input: { sku: A }
    functions: { chargeCard: { returns: { id: c } } }
    expect: { calls: [reserveStock, chargeCard] }
`;

/** Two functions in sequence, for the target \`stack\` of the service's own. */
export const shop: Files = {
  'serverless.yml': head + workflow,
  'handler.js': handler,
  'target.js': target,
  'order.cases.yml': cases,
};

/** The same with a misspelt function. */
export const misspelt: Files = { ...shop, 'serverless.yml': head + workflow.replace('call: chargeCard', 'call: chargeCrad') };

/** The shop with other text in its place. */
export function shopWith(change: (yaml: string) => string, files: Files = {}): Files {
  return { ...shop, 'serverless.yml': change(head + workflow), ...files };
}
