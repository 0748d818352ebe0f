import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Adapter, Context } from '../adapter';
import { check, compile, type Checked, type Compilation } from '../compiler/compile';
import { unknownTarget, unquotedDate } from '../diagnostics/catalogue';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic';
import { createSourceMap, type SourceMap } from '../diagnostics/sourcemap';
import { unquotedDates } from '../diagnostics/sourcemap/dates';
import { didYouMean } from '../diagnostics/suggest';
import { isMap } from '../language/json';
import { loadAdapters } from './adapters';
import type { CliOptions, Serverless } from './framework';
import { readService, type Service } from './service';
import { UsageError } from './usage';

/** A service that has been read and checked: what every command begins with. */
export interface Workspace {
  readonly service: Service;
  /** The project's, then those of the service. */
  readonly adapters: readonly Adapter[];
  /** Where the service is deployed to, or why that isn't known. */
  readonly target: Adapter | Diagnostic | undefined;
  readonly checked: Checked;
  /** What holds on every target, the adapters' loading included. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: SourceMap;
}

export async function openWorkspace(serverless: Serverless, options: CliOptions, own: readonly Adapter[]): Promise<Workspace> {
  const service = readService(serverless, options);
  const { adapters, diagnostics: loading } = await loadAdapters(own, service);
  const functions = service.project.functions.map(({ key }) => key);
  const read = check(service.config, functions, targetNames(adapters, service, hasErrors(loading)));
  const checked = { ...read, diagnostics: [...read.diagnostics, ...findDates(service)] };
  const target = findTarget(checked, adapters, service, hasErrors(loading));
  // A misspelt target is a mistake for every command; a provider that nobody serves only for those that need the target.
  const misnamed = target && !isAdapter(target) && checked.settings.target !== undefined ? [target] : [];
  return {
    service,
    adapters,
    target: misnamed.length > 0 ? undefined : target,
    checked,
    diagnostics: [...loading, ...misnamed, ...checked.diagnostics],
    sources: createSourceMap(service.configFile, file => readText(service.project.folder, file)),
  };
}

/** Dates without quotes: only the text still shows them. */
function findDates({ configFile, project }: Service): readonly Diagnostic[] {
  const read = (file: string): string | undefined => readText(project.folder, file);
  return unquotedDates(configFile, read, 'orchestration').map(path => unquotedDate({ path }));
}

export function isAdapter(target: Adapter | Diagnostic | undefined): target is Adapter {
  return target !== undefined && 'lower' in target;
}

/** The targets that a command is for: those that `--target` names, else the service's own. */
export function targetsFor(
  workspace: Workspace,
  option: string | undefined,
): { readonly targets: readonly Adapter[]; readonly diagnostics: readonly Diagnostic[] } {
  const { target, adapters } = workspace;
  if (option !== undefined) return { targets: selectAdapters(option, adapters), diagnostics: [] };
  if (isAdapter(target)) return { targets: [target], diagnostics: [] };
  return { targets: [], diagnostics: target ? [target] : [] };
}

/** The keys that hold targets' options; those of an adapter that couldn't be loaded too, since that is mistake enough. */
function targetNames(adapters: readonly Adapter[], { config }: Service, incomplete: boolean): readonly string[] {
  const names = adapters.map(({ name }) => name);
  const named = isMap(config) ? config['target'] : undefined;
  return incomplete && typeof named === 'string' && !names.includes(named) ? [...names, named] : names;
}

/** `orchestration.target`, else the adapter that serves the framework's provider. */
function findTarget(
  { settings }: Checked,
  adapters: readonly Adapter[],
  { project }: Service,
  incomplete: boolean,
): Workspace['target'] {
  const named = settings.target;
  const adapter = adapters.find(({ name, provider }) => (named === undefined ? provider === project.provider : name === named));
  // When an adapter couldn't be loaded, that is the mistake, and the target may well be its.
  if (adapter || incomplete) return adapter;
  const place = { path: named === undefined ? ['provider', 'name'] : ['orchestration', 'target'] };
  const known = adapters.map(({ name }) => name);
  return unknownTarget(place, named ?? project.provider, known);
}

/** A file of the service by its path relative to the service's folder; undefined when it can't be read. */
export function readText(folder: string, file: string): string | undefined {
  try {
    return readFileSync(path.resolve(folder, file), 'utf8');
  } catch {
    return undefined;
  }
}

/** Compiles the checked program for a target. */
export function compileFor(adapter: Adapter, workspace: Workspace): Compilation {
  const { checked, service } = workspace;
  return compile(checked.program, service.project, adapter, checked.settings.options[adapter.name]);
}

/** The context in which a target's simulator is made. */
export function simulationContext(adapter: Adapter, workspace: Workspace): Context {
  const { checked, service } = workspace;
  return {
    program: checked.program,
    project: service.project,
    options: checked.settings.options[adapter.name],
    // What there is to say was said when the artefacts were made.
    report: () => undefined,
  };
}

/**
 * The targets that `--target` names: one, several with commas, or `all`.
 * @throws UsageError for a name that no adapter has
 */
export function selectAdapters(option: string, adapters: readonly Adapter[], others: readonly string[] = []): readonly Adapter[] {
  const names = option.split(',').map(name => name.trim());
  if (names.includes('all')) return adapters;
  return names
    .filter(name => !others.includes(name))
    .map(name => {
      const adapter = adapters.find(candidate => candidate.name === name);
      if (adapter) return adapter;
      const known = [...others, ...adapters.map(candidate => candidate.name)];
      throw new UsageError(`There is no target "${name}". ${didYouMean(name, known)}`);
    });
}

/** The engines that an option names. */
export interface Engines {
  readonly local: boolean;
  readonly targets: readonly Adapter[];
  readonly named: ReadonlySet<string>;
}

/** `all` takes every target that has a simulator; a target that is named must have one. */
export function selectEngines(option: string, workspace: Workspace): Engines {
  const names = option.split(',').map(name => name.trim());
  const selected = selectAdapters(option, workspace.adapters, ['local']);
  if (names.includes('all'))
    return { local: true, targets: selected.filter(({ simulate }) => simulate !== undefined), named: new Set(names) };
  const lacking = selected.find(({ simulate }) => simulate === undefined);
  if (lacking) throw new UsageError(`${lacking.title} has no simulator; workflows can't be tested for it here.`);
  return { local: names.includes('local'), targets: selected, named: new Set(names) };
}
