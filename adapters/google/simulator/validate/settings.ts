import type { Problem } from '../problem';

/**
 * What stands beside a source. https://cloud.google.com/workflows/docs/use-environment-variables: at most 20 variables of 4 KiB each, names
 * that don't begin with GOOGLE or WORKFLOWS; the id's pattern is that of gcloud.
 */
export function checkSettings(id: string, environment: Readonly<Record<string, string>>): Problem[] {
  const messages: string[] = [];
  if (!/^[a-zA-Z]([-_a-zA-Z0-9]{0,62}[a-zA-Z0-9])?$/.test(id)) messages.push(`'${id}' is no id for a workflow`);
  const names = Object.keys(environment);
  if (names.length > 20) messages.push(`${names.length} environment variables, the limit is 20`);
  for (const [name, value] of Object.entries(environment)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || /^(GOOGLE|WORKFLOWS)/.test(name)) {
      messages.push(`'${name}' is no name for an environment variable`);
    }
    if (Buffer.byteLength(value) > 4096) messages.push(`the environment variable '${name}' is longer than 4 KiB`);
  }
  return messages.map(message => ({ message, line: 1, column: 1 }));
}
