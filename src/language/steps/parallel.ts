import * as found from '../../diagnostics/catalogue';
import { block, checkName, flag } from '../fields';
import type { Block, Branch } from '../ir';
import { isMap } from '../json';
import { describe, type Field, optional, type Reader, required } from '../reader';
import { defineStep, origin, type Printer } from '../syntax';
import type { ConfigPath } from '../../diagnostics/diagnostic';

/** A block, or one step's body: the branch then holds that step under its own name and gives its value. */
function readBranch(name: string, value: unknown, at: ConfigPath, reader: Reader): Block | undefined {
  const isBlock = isMap(value) && Object.keys(value).every(key => key === 'do' || key === 'output');
  if (isBlock) return block(`The branch "${name}"`).read(value, at, reader);
  const step = reader.stepBody(name, value, at);
  return step && { steps: [step], output: { kind: 'variable', name, place: { path: at } }, origin: at };
}

const branches: Field<readonly Branch[]> = {
  schema: {
    type: 'object',
    minProperties: 2,
    additionalProperties: { anyOf: [{ $ref: '#/definitions/block' }, { $ref: '#/definitions/stepBody' }] },
  },
  read(value, at, reader) {
    if (!isMap(value)) {
      reader.report(found.wrongType({ path: at }, '"parallel"', 'a map of branches', describe(value)));
      return undefined;
    }
    const read = Object.entries(value).map(([name, entry]) => {
      const here = [...at, name];
      const named = checkName(name, 'branch', { path: here, key: true }, reader);
      const body = readBranch(name, entry, here, reader);
      return named && body ? { name, body, origin: here } : undefined;
    });
    return read.some(branch => branch === undefined) ? undefined : (read as Branch[]);
  },
};

export const parallel = defineStep({
  kind: 'parallel',
  verbs: ['parallel'],
  doc: 'Runs branches at once and waits for all of them. Each has variables of its own.',
  value: "a map of the branches' values",
  canFail: true,
  fields: {
    parallel: required(branches, 'Two or more branches: a block, or one step without its name.'),
    settle: optional(flag, "A branch's error doesn't fail the step; values are `{ ok, value }` or `{ ok, error }`."),
  },
  build(values, base, reader) {
    if (values.parallel.length < 2)
      reader.report(found.tooFewBranches({ path: origin(base, 'parallel') }, base.name, values.parallel.length));
    return { ...base, kind: 'parallel', branches: values.parallel, settle: values.settle ?? false };
  },
  print: (step, printer) => ({
    parallel: Object.fromEntries(step.branches.map(branch => [branch.name, printBranch(branch, printer)])),
    ...(step.settle ? { settle: true } : {}),
  }),
});

function printBranch({ name, body }: Branch, printer: Printer): unknown {
  const [only] = body.steps;
  if (body.steps.length !== 1 || only?.name !== name) return printer.block(body);
  return (printer.steps([only])[0] as Record<string, unknown>)[name];
}
