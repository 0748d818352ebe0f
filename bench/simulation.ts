import jsonata from 'jsonata';
import { addedFunctions, outsideKey, removedFunctions, type Outside } from '../adapters/aws/simulator/functions';
import { createSimulator } from '../adapters/aws/simulator/index';
import type { FunctionAnswer, World } from '../src/engine';
import type { Json } from '../src/language/json';
import { createWorld } from '../src/runner/cases/world';
import { VirtualClock } from '../src/runner/clock';
import type { Row } from './table';

/**
 * How fast the simulator of Step Functions is: a machine's transitions next to a bare loop that evaluates the machine's
 * expressions, as often and over values of the same shape. The loop parses each expression once, as the simulator does,
 * and does nothing else but ask the same function: no events, no limits, no copies, no retries.
 */
interface Subject {
  readonly name: string;
  readonly definition: object;
  readonly input: Json;
  readonly transitions: number;
  bare(): Promise<unknown>;
}

const price = (sku: number): Json => ({ amount: sku % 7, currency: 'EUR' });

const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:price';
const task = (payload: object, fields: object): object => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: functionArn, Payload: payload },
  Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException'], MaxAttempts: 2 }],
  ...fields,
});

type Evaluate = (bindings: Record<string, unknown>) => Promise<unknown>;

/** An expression as anybody would evaluate it who has the service's functions. */
function parsed(source: string): Evaluate {
  const expression = jsonata(source.slice(2, -2).trim());
  const outside: Outside = { now: 0, source: { uuid: () => '', random: () => 0 } };
  expression.assign(outsideKey, outside);
  for (const name of removedFunctions) expression.assign(name, undefined);
  for (const { name, implementation, signature } of addedFunctions) {
    expression.registerFunction(name, implementation as (...parameters: unknown[]) => unknown, signature);
  }
  return bindings => expression.evaluate(undefined, bindings);
}

/** Rounds of a choice and a task, which count and add up in variables. */
function loop(rounds: number): Subject {
  const text = {
    more: '{% $n < $states.context.Execution.Input.rounds %}',
    sku: '{% $n * 3 + 1 %}',
    next: '{% $n + 1 %}',
    total: '{% $total + $states.result.Payload.amount %}',
    done: '{% $total %}',
  };
  return {
    name: 'a loop of choice and task',
    input: { rounds },
    transitions: 3 + 2 * rounds,
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'start',
      States: {
        start: { Type: 'Pass', Assign: { n: 0, total: 0 }, Next: 'more' },
        more: { Type: 'Choice', Choices: [{ Condition: text.more, Next: 'price' }], Default: 'done' },
        price: task({ sku: text.sku }, { Assign: { n: text.next, total: text.total }, Next: 'more' }),
        done: { Type: 'Succeed', Output: text.done },
      },
    },
    async bare() {
      const [more, sku, next, total, done] = [text.more, text.sku, text.next, text.total, text.done].map(parsed) as [
        Evaluate,
        Evaluate,
        Evaluate,
        Evaluate,
        Evaluate,
      ];
      const context = { Execution: { Input: { rounds } } };
      let n: unknown = 0;
      let sum: unknown = 0;
      while (await more({ n, states: { context } })) {
        const Payload = price((await sku({ n })) as number);
        const after = await next({ n });
        sum = await total({ total: sum, states: { context, result: { Payload } } });
        n = after;
      }
      return done({ total: sum });
    },
  };
}

/** Items that a selector dresses, a choice looks at and a task works on, some at once. */
function map(count: number): Subject {
  const text = {
    items: '{% $states.input.items %}',
    item: '{% $states.context.Map.Item.Value %}',
    position: '{% $states.context.Map.Item.Index %}',
    known: '{% $states.input.item.sku > 0 %}',
    sku: '{% $states.input.item.sku %}',
    line: '{% $states.result.Payload.amount * $states.input.item.quantity %}',
    sum: '{% $sum($states.result) %}',
  };
  const input = { items: Array.from({ length: count }, (_, i) => ({ sku: i + 1, quantity: i % 3 })) };
  return {
    name: 'a map of choice and task',
    input,
    transitions: 1 + 2 * count,
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'lines',
      States: {
        lines: {
          Type: 'Map',
          Items: text.items,
          ItemSelector: { item: text.item, position: text.position },
          MaxConcurrency: 10,
          ItemProcessor: {
            StartAt: 'known',
            States: {
              known: { Type: 'Choice', Choices: [{ Condition: text.known, Next: 'price' }], Default: 'unknown' },
              price: task({ sku: text.sku }, { Output: text.line, End: true }),
              unknown: { Type: 'Fail' },
            },
          },
          Output: text.sum,
          End: true,
        },
      },
    },
    async bare() {
      const [item, position, known, sku, line] = [text.item, text.position, text.known, text.sku, text.line].map(parsed) as [
        Evaluate,
        Evaluate,
        Evaluate,
        Evaluate,
        Evaluate,
      ];
      const one = async (Value: Json, Index: number): Promise<unknown> => {
        const bindings = { states: { context: { Map: { Item: { Index, Value } } } } };
        const states = { input: { item: await item(bindings), position: await position(bindings) } };
        if (!(await known({ states }))) throw new Error('unknown');
        const Payload = price((await sku({ states })) as number);
        return line({ states: { ...states, result: { Payload } } });
      };
      const items = (await parsed(text.items)({ states: { input } })) as Json[];
      const lines: unknown[] = [];
      for (let i = 0; i < items.length; i += 10) {
        lines.push(...(await Promise.all(items.slice(i, i + 10).map((value, j) => one(value, i + j)))));
      }
      return parsed(text.sum)({ states: { result: lines } });
    },
  };
}

/** The function answers at once; time stands still. */
function world(): World {
  const call = async ({ input }: { input: Json }): Promise<FunctionAnswer> => ({
    ok: true,
    value: price((input as { sku: number }).sku),
  });
  return createWorld({ clock: new VirtualClock(0), outside: { call, http: async () => ({ ok: false, message: '' }) } });
}

/** Both in turn, so that what else the machine does slows both: the middle of their ratios, after as many that aren't counted. */
async function ratio(rounds: number, ours: () => Promise<unknown>, bare: () => Promise<unknown>): Promise<number> {
  const ratios: number[] = [];
  for (let i = -rounds; i < rounds; i++) {
    const [a, b] = [await cpuTime(ours), await cpuTime(bare)];
    if (i >= 0) ratios.push(b / a);
  }
  return ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] as number;
}

async function cpuTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

async function speedOf(subject: Subject): Promise<Row> {
  const arn = 'arn:aws:states:us-east-1:123456789012:stateMachine:bench';
  const definition = JSON.stringify(subject.definition);
  const engine = createSimulator([{ workflow: 'bench', name: 'bench', arn, type: 'STANDARD', definition }], {
    functions: { [functionArn]: 'price' },
  });
  const run = () => engine.run({ workflow: 'bench', input: subject.input, executionId: 'e' }, world());
  const execution = await run();
  const output = await subject.bare();
  if (execution.status === 'failed' || execution.output !== output || execution.billed['transitions'] !== subject.transitions) {
    throw new Error(`${subject.name}: ${JSON.stringify(execution)} next to ${JSON.stringify(output)}`);
  }
  return {
    what: `aws simulator, ${subject.name}, ${subject.transitions} transitions: a bare loop over its expressions : it`,
    value: await ratio(15, run, subject.bare),
    unit: '',
    bound: 0.5,
    is: '>=',
  };
}

/** The simulator's speed in both. */
export async function speeds(): Promise<readonly Row[]> {
  return [await speedOf(loop(3000)), await speedOf(map(2500))];
}
