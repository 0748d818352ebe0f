import type { Adapter } from '../adapter';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic';
import { formatFrames } from '../diagnostics/formats/frame';
import type { Compilation } from '../compiler/compile';
import { add, placesFor } from './additions';
import type { CloudFormationTemplate, FrameworkService, Serverless } from './framework';
import { takeHandlers, type Taken } from './handlers/take';
import type { Invocation } from './invocation';
import { report } from './report';
import { targetFolder, writeFiles } from './session';
import { compileFor, openWorkspace, targetsFor, type Workspace } from './workspace';

/** What `package` has compiled and not yet put anywhere. */
export interface Packaged {
  readonly workspace: Workspace;
  readonly target: Adapter;
  readonly compilation: Compilation;
  /** The handlers' files that go along. */
  readonly taken: Taken;
}

/**
 * Compiles the service's workflows for its own target; undefined when it has no `orchestration`.
 * @throws the framework's error with every diagnostic, when there is an error among them
 */
export async function prepare(invocation: Invocation): Promise<Packaged | undefined> {
  const { serverless, options, output, adapters } = invocation;
  if (serverless.configurationInput?.['orchestration'] === undefined) return undefined;
  const workspace = await openWorkspace(serverless, options, adapters);
  const { targets, diagnostics: missing } = targetsFor(workspace, undefined);
  const [target] = targets;
  const before = [...missing, ...workspace.diagnostics];
  if (!target || hasErrors(before)) throw failure(serverless, before, workspace, invocation);
  const compilation = compileFor(target, workspace);
  const taken = takeHandlers(compilation.deployment, workspace.service);
  const diagnostics = [...before, ...compilation.diagnostics, ...taken.diagnostics];
  if (hasErrors(diagnostics)) throw failure(serverless, diagnostics, workspace, invocation);
  report(diagnostics, { sources: workspace.sources, folder: workspace.service.project.folder, output });
  return { workspace, target, compilation, taken };
}

function failure(
  serverless: Serverless,
  diagnostics: readonly Diagnostic[],
  { sources }: Workspace,
  { output }: Invocation,
): Error {
  const frames = formatFrames(diagnostics, sources, output.paint);
  return new serverless.classes.Error(`The workflows have mistakes.\n\n${frames}`, 'ORCHESTRATION_INVALID');
}

/**
 * Puts the result where the cloud takes it: into the stack's template on AWS, and as files for every target.
 * @throws the framework's error when the service has a resource of the same logical id; nothing is merged then
 */
export function finish({ workspace, target, compilation, taken }: Packaged, serverless: Serverless): void {
  const { project } = workspace.service;
  const { deployment } = compilation;
  const write = (): void => {
    writeFiles([...deployment.files, ...taken.files], targetFolder(project, target.name), { replace: true });
  };
  const template = serverless.service.provider.compiledCloudFormationTemplate;
  if (project.provider === 'aws' && deployment.template && template) {
    const claimed = collisions(deployment.template, template, serverless.service);
    if (claimed.length > 0) {
      const message = `The service already has ${claimed.join(', ')}; the workflows' resources need ${claimed.length === 1 ? 'that name' : 'those names'}.`;
      throw new serverless.classes.Error(message, 'ORCHESTRATION_RESOURCE_COLLISION');
    }
    const found = placesFor(deployment.functions ?? [], project, template);
    const problems = found.filter(place => typeof place === 'string');
    if (problems.length > 0) throw new serverless.classes.Error(problems.join('\n'), 'ORCHESTRATION_FUNCTION_ROLE');
    const places = found.filter(place => typeof place !== 'string');
    write();
    template.Resources = { ...template.Resources, ...deployment.template.Resources };
    if (deployment.template.Outputs) template.Outputs = { ...template.Outputs, ...deployment.template.Outputs };
    add(places);
  } else {
    write();
  }
}

/** Logical ids that the functions' stack or the user's `resources` have as well: merging would mix the two in silence. */
function collisions(
  ours: CloudFormationTemplate,
  stack: CloudFormationTemplate,
  { resources }: FrameworkService,
): readonly string[] {
  return (['Resources', 'Outputs'] as const).flatMap(section => {
    const taken = { ...stack[section], ...resources?.[section] };
    return Object.keys(ours[section] ?? {})
      .filter(id => Object.hasOwn(taken, id))
      .map(id => `${section}.${id}`);
  });
}
