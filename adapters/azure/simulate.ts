import type { Artefact, Context, Deployment } from '../../src/adapter';
import { functionOf, handlerOf } from './check';
import { activityName } from './names';

/** What the simulator is told: the app's files, relative to its folder, and what in it is whose. */
export interface Simulation {
  readonly app: { readonly files: readonly Artefact[] };
  readonly options: {
    /** By workflow. */
    readonly orchestrators: Readonly<Record<string, string>>;
    /** By function: the export that its activity calls. */
    readonly handlers: Readonly<Record<string, { readonly file: string; readonly export: string; readonly activity: string }>>;
    readonly serviceFolder: string;
  };
}

export function simulationOf({ files, handlers = [] }: Deployment, context: Context): Simulation {
  const inApp = files
    .filter(file => file.path.startsWith('app/'))
    .map(file => ({ ...file, path: file.path.slice('app/'.length) }));
  const orchestrators = Object.fromEntries(context.program.workflows.map(({ name }) => [name, name]));
  const placed = handlers.flatMap(({ function: key }) => {
    const found = functionOf(key, context);
    const handler = found && handlerOf(found);
    if (!handler) return [];
    const place = { file: `service/${handler.file}`, export: handler.name, activity: activityName(context, key) };
    return [[key, place] as const];
  });
  return {
    app: { files: inApp },
    options: { orchestrators, handlers: Object.fromEntries(placed), serviceFolder: context.project.folder },
  };
}
