import type { Adapter, Support } from '../../src/adapter';
import { features } from '../../src/adapter';
import { stepSyntax } from '../../src/language/steps/index';

const native: Support = { level: 'native' };

/** A target that refuses waits and workflow timeouts and does step timeouts with a difference. */
export const toy: Adapter = {
  name: 'toy',
  title: 'Toy Target',
  provider: 'toy',
  capabilities: {
    steps: {
      ...(Object.fromEntries(Object.keys(stepSyntax).map(kind => [kind, native])) as Adapter['capabilities']['steps']),
      wait: { level: 'refused', why: 'it never rests' },
    },
    features: {
      ...(Object.fromEntries(Object.keys(features).map(name => [name, native])) as Adapter['capabilities']['features']),
      workflowTimeout: { level: 'refused', why: 'it has no clock' },
      timeout: { level: 'degraded', how: 'it is counted in rounds' },
    },
    builtins: {},
  },
  lower: workflow => workflow.name,
  print: (model, workflow) => [{ path: `${workflow.name}.txt`, content: `${String(model)}\n`, workflow: workflow.name }],
};
