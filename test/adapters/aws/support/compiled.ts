import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { aws } from '../../../../adapters/aws/index';
import type { Adapter, Deployment, Diagnostic, Project } from '../../../../src/adapter';
import { check, compile } from '../../../../src/compiler/compile';

const functions = ['load', 'store', 'my-fn'];

/** A service called `shop`, with functions `load`, `store` and `my-fn`. */
export const project = (providerOptions: Project['providerOptions'] = {}): Project => ({
  service: 'shop',
  stage: 'dev',
  region: 'eu-west-1',
  provider: 'aws',
  providerOptions,
  folder: '/shop',
  functions: functions.map(key => ({
    key,
    name: `shop-dev-${key}`,
    handler: `handler.${key}`,
    runtime: 'nodejs20.x',
    environment: {},
    logicalId: `${key.charAt(0).toUpperCase()}${key.slice(1).replace('-', 'Dash')}LambdaFunction`,
    options: {},
  })),
});

export interface Compiled {
  readonly deployment: Deployment;
  readonly diagnostics: readonly Diagnostic[];
  /** A resource's type and properties. */
  resource(id: string): { readonly Type: string; readonly Properties: Record<string, unknown>; readonly [key: string]: unknown };
}

/** What AWS makes of an `orchestration` block; mistakes that aren't AWS's fail. */
export function compiled(yaml: string, providerOptions: Project['providerOptions'] = {}): Compiled {
  const { program, settings, diagnostics } = check(parse(yaml), functions, ['aws']);
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  const compilation = compile(program, project(providerOptions), aws as Adapter, settings.options['aws']);
  return {
    deployment: compilation.deployment,
    diagnostics: compilation.diagnostics,
    resource: id => {
      const found = compilation.deployment.template?.Resources[id];
      assert.ok(found, `there is no ${id}`);
      return found as ReturnType<Compiled['resource']>;
    },
  };
}

/** The codes of a block's diagnostics, each with its path below `orchestration`. */
export const codes = (yaml: string): readonly string[] =>
  compiled(yaml).diagnostics.map(({ code, place }) => `${code} ${place.path.slice(1).join('.')}`);

/** The statements of a role. */
export function statements(from: Compiled, role: string): readonly Record<string, unknown>[] {
  const policies = (from.resource(role).Properties['Policies'] ?? []) as {
    PolicyDocument: { Statement: Record<string, unknown>[] };
  }[];
  return policies.flatMap(policy => policy.PolicyDocument.Statement);
}
