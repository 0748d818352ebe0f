import { createHash } from 'node:crypto';
import type { Artefact, Context, Deployment, Unit } from '../../src/adapter';
import { environmentOf, functionOf, handlerOf } from './check';
import { type HelperName, withNeeded } from './helpers';
import { hasDeadlines } from './lower';
import type { Model } from './model';
import { activityName, httpActivityName, starterName, statusName, timerName } from './names';
import { optionsOf, workflowOptionsOf } from './options';
import { render } from './print';
import { timerOf } from './schedule';

/** The whole function app, in `app/`; the service's handlers go into `app/service/`, at the paths they have in the service. */
export function makePackage(units: readonly Unit<Model>[], context: Context): Deployment {
  const functions = [...new Set(units.flatMap(unit => unit.model.functions))].sort();
  const workflows = units.flatMap(unit => unit.artefacts);
  const shared = sharedModule(units, context);
  const code = [
    ...workflows,
    ...(units.length > 0 ? [shared] : []),
    ...activityFiles(units, functions, context),
    ...starterFiles(units, context),
    ...scheduleFiles(units, context),
  ];
  return {
    files: [...code, ...settings([...workflows, shared], context)],
    handlers: functions.map(key => ({ function: key, folder: 'app/service' })),
  };
}

function file(path: string, template: string, data: unknown): Artefact {
  return { path: `app/${path}`, content: render(template, data) };
}

function sharedModule(units: readonly Unit<Model>[], context: Context): Artefact {
  const deadlines = hasDeadlines(context);
  const exported = [...new Set(units.flatMap(unit => unit.model.helpers))].sort() as HelperName[];
  const helpers = withNeeded(exported, deadlines);
  return file('src/orchestration.js', 'orchestration', { deadlines, httpActivity: httpActivityName(context), helpers, exported });
}

function activityFiles(units: readonly Unit<Model>[], functions: readonly string[], context: Context): readonly Artefact[] {
  const http = units.some(unit => unit.model.http);
  const activities = functions.flatMap(key => {
    const found = functionOf(key, context);
    const handler = found && handlerOf(found);
    return handler ? [{ activity: activityName(context, key), ...handler }] : [];
  });
  if (activities.length === 0 && !http) return [];
  const data = {
    activities,
    hasFunctions: activities.length > 0,
    timeouts: units.some(unit => unit.model.timeouts),
    http: http ? httpActivityName(context) : null,
  };
  return [file('src/functions/app.activities.js', 'activities', data), file('src/activity.js', 'activity', data)];
}

function starterFiles(units: readonly Unit<Model>[], context: Context): readonly Artefact[] {
  const workflows = units.filter(({ workflow }) => workflowOptionsOf(workflow).http !== false).map(unit => unit.workflow.name);
  if (workflows.length === 0) return [];
  const authLevel = optionsOf(context).authLevel ?? 'function';
  const data = { workflows, authLevel, start: starterName(context), status: statusName(context) };
  return [file('src/functions/app.http.js', 'http', data)];
}

function scheduleFiles(units: readonly Unit<Model>[], context: Context): readonly Artefact[] {
  const timers = units.flatMap(({ workflow }) =>
    workflow.events.map((event, i) => ({
      name: timerName(context, workflow.name, i),
      workflow: workflow.name,
      input: JSON.stringify(event.input ?? {}),
      ...timerOf(event),
    })),
  );
  if (timers.length === 0) return [];
  const checked = timers.some(timer => timer.due !== null);
  return [
    file('src/functions/app.schedules.js', 'schedules', { timers, checked }),
    ...(checked ? [file('src/due.js', 'due', {})] : []),
  ];
}

/** https://learn.microsoft.com/azure/azure-functions/functions-reference-node */
function settings(code: readonly Artefact[], context: Context): readonly Artefact[] {
  const { project } = context;
  const options = optionsOf(context);
  const host = {
    version: '2.0',
    ...(options.functionTimeout === undefined ? {} : { functionTimeout: options.functionTimeout }),
    extensionBundle: {
      id: 'Microsoft.Azure.Functions.ExtensionBundle',
      version: options.extensionBundle ?? '[4.*, 5.0.0)',
    },
    extensions: {
      durableTask: {
        hubName: options.hubName ?? hubName(project.service, project.stage),
        ...(options.storageProvider ? { storageProvider: options.storageProvider } : {}),
        // The definition that an instance was started with. None: those under way go on where their workflow didn't change.
        defaultVersion: versionOf(code),
        versionMatchStrategy: options.versionMatchStrategy ?? 'None',
        versionFailureStrategy: options.versionFailureStrategy ?? 'Fail',
      },
    },
  };
  const manifest = {
    name: `${packageName(project.service)}-orchestration`,
    version: '1.0.0',
    private: true,
    main: 'src/functions/*.js',
    scripts: { start: 'func start' },
    engines: { node: '>=20' },
    // The handlers' own packages, and in the versions that orchestrators are made for the SDK's.
    dependencies: { ...project.dependencies, '@azure/functions': '^4.16.0', 'durable-functions': '~3.5.0' },
  };
  const environment = [...environmentOf(context.program, context)].map(([name, { value }]) => [name, value]);
  const local = {
    IsEncrypted: false,
    Values: {
      FUNCTIONS_WORKER_RUNTIME: 'node',
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      ...Object.fromEntries(environment),
    },
  };
  return [
    { path: 'app/package.json', content: json(manifest) },
    { path: 'app/host.json', content: json(host) },
    { path: 'app/local.settings.example.json', content: json(local) },
    { path: 'app/.funcignore', content: '.git*\n.vscode\nlocal.settings.json\nlocal.settings.example.json\n' },
  ];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Letters and digits, 3 to 45 of them, a letter first. */
function hubName(service: string, stage: string): string {
  const plain = `${service}${stage}`.replace(/[^A-Za-z0-9]/g, '').replace(/^[0-9]+/, '');
  return plain.length < 3 ? `${plain}hub` : plain.slice(0, 45);
}

function packageName(service: string): string {
  return (
    service
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'service'
  );
}

/** Of what orchestrators do: it changes when any of them does. */
function versionOf(code: readonly Artefact[]): string {
  const hash = createHash('sha256');
  for (const { path, content } of code) hash.update(`${path}\n${content}\n`);
  return hash.digest('hex').slice(0, 12);
}
