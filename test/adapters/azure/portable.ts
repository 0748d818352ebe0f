import { type Node, parse } from 'acorn';

/**
 * What of the SDK orchestrators and apps use. `durable-functions` 3.5 and 4.0.0-beta.1 both have it, with the same
 * meaning as far as it is used here (https://github.com/microsoft/durabletask-js/tree/main/packages/azure-functions-durable).
 * In November 2026 the cases of all fixtures without `http` ended alike on both, on version 4 with the in-memory backend of
 * `@microsoft/durabletask-js` 0.4.0; only an orchestrator or activity called `constructor` can't be registered there.
 *
 * Not portable, and so not used: a failed task's error (its class and its text differ), `Task.all` of nothing and the error
 * that it throws, `isCompleted` and `result` of a task but to guard `cancel`, retries of the host, `callHttp`, entities,
 * what `orchestration()` and `activity()` give back, the InvocationContext's own members in an orchestrator.
 */
export const portable: readonly string[] = [
  'context.df.Task.all',
  'context.df.Task.any',
  'context.df.callActivity',
  'context.df.callSubOrchestrator',
  'context.df.createTimer',
  'context.df.currentUtcDateTime',
  'context.df.getInput',
  'context.df.instanceId',
  'context.df.newGuid',
  'context.df.setCustomStatus',
  'df.app.activity',
  'df.app.client.http',
  'df.app.client.timer',
  'df.app.orchestration',
];

interface Any extends Node {
  readonly [key: string]: unknown;
}

/** What a script uses of `df` and `context` beyond the list; what it uses of the list is added to `used`. */
export function whatIsntPortable(script: string, used: Set<string>): readonly string[] {
  const found: string[] = [];
  visit(parse(script, { ecmaVersion: 2023 }) as unknown as Any, undefined, (node, parent) => {
    // The outermost member expression says all of the path.
    if (node.type === 'MemberExpression' && parent?.type === 'MemberExpression' && parent['object'] === node) return;
    const path = pathOf(node);
    if (path === undefined || !/^(df|context)\./.test(path)) return;
    const known = portable.find(each => path === each || path.startsWith(`${each}.`));
    if (known !== undefined) used.add(known);
    else found.push(path);
  });
  return found;
}

function pathOf(node: Any): string | undefined {
  if (node.type === 'Identifier') return node['name'] as string;
  if (node.type !== 'MemberExpression') return undefined;
  const object = pathOf(node['object'] as Any);
  const property = node['property'] as Any;
  return object === undefined ? undefined : `${object}.${node['computed'] ? '[]' : String(property['name'])}`;
}

function visit(node: Any, parent: Any | undefined, see: (node: Any, parent: Any | undefined) => void): void {
  see(node, parent);
  for (const child of Object.values(node).flat())
    if (typeof child === 'object' && child !== null && 'type' in child) visit(child as Any, node, see);
}
