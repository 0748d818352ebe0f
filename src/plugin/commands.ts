import type { Command } from './framework';

/** What `sls orchestration` offers. The framework makes the help pages and checks the options from this. */
export const commands: Readonly<Record<string, Command>> = {
  orchestration: {
    usage: 'Check, compile, run and test the workflows of the service',
    commands: {
      validate: {
        usage: 'Show every mistake in the workflows, at its place',
        lifecycleEvents: ['validate'],
        serviceDependencyMode: 'required',
        options: {
          target: { usage: "What to check for: a target's name, several with commas, or all", type: 'string' },
          format: { usage: 'frame (default), json or github', type: 'string' },
        },
      },
      compile: {
        usage: "Write the target's files to .serverless/orchestration",
        lifecycleEvents: ['compile'],
        serviceDependencyMode: 'required',
        options: {
          target: { usage: "What to compile for: a target's name, several with commas, or all", type: 'string' },
          out: { usage: 'The folder that gets a folder for each target (default: .serverless/orchestration)', type: 'string' },
        },
      },
      run: {
        usage: "Run a workflow here and now with the service's own handlers",
        lifecycleEvents: ['run'],
        serviceDependencyMode: 'required',
        options: {
          name: { usage: 'The workflow', type: 'string', required: true },
          input: { usage: 'Its input as JSON', type: 'string' },
          'input-file': { usage: 'A file with its input, JSON or YAML', type: 'string' },
          target: {
            usage: "local (default), a target whose artefact is run by that target's simulator, a list of them, or all",
            type: 'string',
          },
          cases: { usage: 'A cases file whose answers stand in for handlers and the web', type: 'string' },
          case: { usage: 'The name of the case in that file', type: 'string' },
        },
      },
      test: {
        usage: 'Run the cases of the workflows on the local runner and on the targets',
        lifecycleEvents: ['test'],
        serviceDependencyMode: 'required',
        options: {
          target: { usage: 'local, a target, several with commas, or all (default)', type: 'string' },
          grep: { usage: 'Only cases whose "workflow: name" holds this text', type: 'string' },
          reporter: { usage: 'table (default), junit or json', type: 'string' },
          strict: { usage: "A workflow that a target refuses fails, not only on the service's own target", type: 'boolean' },
        },
      },
    },
  },
};
