import type { Adapter } from '../../src/adapter';
import { capabilities } from './capabilities';
import { check, checkSource } from './check';
import { lower } from './lower';
import type { Document } from './model';
import { optionSchemas } from './options';
import { packageUnits } from './package';
import { prices } from './prices';
import { print } from './print';
import { deployed } from './simulate';
import { createSimulator } from './simulator/index';

/** Google Cloud Workflows: https://cloud.google.com/workflows/docs */
export const google: Adapter<Document> = {
  name: 'google',
  title: 'Google Cloud Workflows',
  provider: 'google',
  capabilities,
  prices,
  options: optionSchemas,
  check,
  lower,
  print(document, workflow, context) {
    const artefacts = print(document, workflow);
    for (const { content } of artefacts) checkSource(content, workflow, context);
    return artefacts;
  },
  package: packageUnits,
  simulate(deployment, context) {
    const { workflows, functions } = deployed(deployment, context);
    return createSimulator(workflows, { functions });
  },
};
