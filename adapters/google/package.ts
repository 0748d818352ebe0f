import type { Artefact, Context, Deployment, Project, ServiceFunction, Unit, Workflow } from '../../src/adapter';
import { stepsIn } from '../../src/language/visit';
import { embeddedIn } from './embed';
import { environmentName, functionOf } from './functions';
import type { Document } from './model';
import { functionName, workflowId } from './ids';
import { givenUrl, type Options, serviceOptions, workflowOptions } from './options';
import { cronOf } from './schedule';
import { wrapperFor } from './wrapper';

/** Everything a deployment takes: the sources, a folder for each function that is called, and what `manifest.json` says about them. */
export function packageUnits(units: readonly Unit<Document>[], context: Context): Deployment {
  const options = serviceOptions(context);
  const called = [...new Set(units.flatMap(({ workflow }) => calledBy(workflow, context)))];
  const own = called.filter(key => givenUrl(key, options) === undefined);
  const files: Artefact[] = [
    ...units.flatMap(unit => unit.artefacts),
    ...own.flatMap(key => functionFiles(key, context)),
    { path: 'manifest.json', content: `${JSON.stringify(manifestOf(units, called, own, context, options), null, 2)}\n` },
  ];
  return { files, handlers: own.map(key => ({ function: key, folder: `${folderOf(key)}/service` })) };
}

/** The functions that a workflow's document calls: its own and those of workflows that stand in it. */
export function calledBy(workflow: Workflow, context: Pick<Context, 'program'>): readonly string[] {
  const workflows = [workflow, ...embeddedIn(workflow, context.program)];
  return [
    ...new Set(workflows.flatMap(one => [...stepsIn(one.body)].flatMap(step => (step.kind === 'call' ? [step.function] : [])))),
  ];
}

/** The executions that a workflow starts by `run`. */
function startedBy(workflow: Workflow, context: Context): readonly Workflow[] {
  const embedded = embeddedIn(workflow, context.program);
  const inside = new Set(embedded.map(({ name }) => name));
  const runs = [workflow, ...embedded].flatMap(one =>
    [...stepsIn(one.body)].flatMap(step => (step.kind === 'run' ? [step] : [])),
  );
  const started = runs.filter(run => run.timeout !== undefined || !inside.has(run.workflow)).map(run => run.workflow);
  return context.program.workflows.filter(({ name }) => started.includes(name));
}

const folderOf = (key: string): string => `functions/${key}`;

/** https://cloud.google.com/functions/docs/concepts/nodejs-runtime */
function functionFiles(key: string, context: Context): readonly Artefact[] {
  const found = functionOf(key, context.project);
  const description = {
    name: key.toLowerCase().replace(/[^a-z0-9-]+/g, '-'),
    private: true,
    main: 'index.js',
    scripts: { start: 'functions-framework --target=handle' },
    engines: { node: '>=20' },
    dependencies: { '@google-cloud/functions-framework': '^5.0.0', ...context.project.dependencies },
  };
  return [
    { path: `${folderOf(key)}/index.js`, content: wrapperFor(found?.handler ?? '') },
    { path: `${folderOf(key)}/package.json`, content: `${JSON.stringify(description, null, 2)}\n` },
  ];
}

/** Google's runtime for a Node.js version: the nearest that it still has. */
function runtimeOf(runtime: string | undefined): string {
  const major = Number(/^nodejs(\d+)/.exec(runtime ?? '')?.[1] ?? 22);
  return major >= 24 ? 'nodejs24' : major >= 22 ? 'nodejs22' : 'nodejs20';
}

/** A function's address: the one that is given, or the one that Google gives where project and region are known. */
export function functionUrl(key: string, context: Context, options: Options): string | undefined {
  const given = givenUrl(key, options);
  if (given !== undefined) return given;
  const { project, region } = options;
  return project === undefined || region === undefined
    ? undefined
    : `https://${region}-${project}.cloudfunctions.net/${functionName(key, context.project)}`;
}

/** Megabytes, where the service says so. */
function memoryOf(found: ServiceFunction | undefined, { providerOptions }: Project): { readonly memory?: number } {
  const memory = found?.options['memorySize'] ?? providerOptions['memorySize'];
  return typeof memory === 'number' ? { memory } : {};
}

/** All that a deployment needs to know beside the files. */
function manifestOf(
  units: readonly Unit<Document>[],
  called: readonly string[],
  own: readonly string[],
  context: Context,
  options: Options,
): unknown {
  const { project: service } = context;
  return {
    version: 1,
    service: service.service,
    stage: service.stage,
    ...(options.project === undefined ? {} : { project: options.project }),
    ...(options.region === undefined ? {} : { region: options.region }),
    functions: called.map(key => {
      const found = functionOf(key, service);
      const url = functionUrl(key, context, options);
      if (!own.includes(key)) return { key, url };
      return {
        key,
        name: functionName(key, service),
        ...(url === undefined ? {} : { url }),
        source: folderOf(key),
        entryPoint: 'handle',
        runtime: runtimeOf(found?.runtime),
        ...(found?.timeout === undefined ? {} : { timeout: found.timeout }),
        ...memoryOf(found, service),
        environment: found?.environment ?? {},
        ingress: 'all',
        authentication: 'required',
      };
    }),
    workflows: units.map(({ workflow, artefacts }) => {
      const settings = { ...options, ...workflowOptions(workflow) };
      const labels = { ...options.labels, ...workflowOptions(workflow).labels };
      const functions = calledBy(workflow, context);
      const runs = startedBy(workflow, context);
      return {
        workflow: workflow.name,
        id: workflowId(workflow, context),
        ...(workflow.description === undefined ? {} : { description: workflow.description }),
        source: artefacts[0]?.path,
        ...(settings.serviceAccount === undefined ? {} : { serviceAccount: settings.serviceAccount }),
        ...(settings.callLogLevel === undefined ? {} : { callLogLevel: settings.callLogLevel }),
        ...(settings.executionHistoryLevel === undefined ? {} : { executionHistoryLevel: settings.executionHistoryLevel }),
        labels,
        environment: Object.fromEntries(
          functions.map(key => {
            const url = functionUrl(key, context, options);
            return [environmentName(key, service), { function: key, ...(url === undefined ? {} : { url }) }];
          }),
        ),
        // Roles of the workflow's service account: https://cloud.google.com/workflows/docs/authentication
        roles: [
          ...functions.map(key => ({ role: 'roles/run.invoker', function: key })),
          ...(runs.length > 0 ? [{ role: 'roles/workflows.invoker' }, { role: 'roles/workflows.viewer' }] : []),
        ],
        runs: runs.map(({ name }) => name),
        schedules: workflow.events.map((event, i) => ({
          name: `${workflowId(workflow, context)}-${i + 1}`,
          cron: cronOf(event),
          timezone: event.timezone ?? 'Etc/UTC',
          // The body of the request that Cloud Scheduler sends to the executions' address: its argument is JSON in a string.
          body: { argument: JSON.stringify(event.input ?? {}) },
          roles: [{ role: 'roles/workflows.invoker' }],
        })),
      };
    }),
  };
}
