import type { ConfigPath } from '../diagnostic';

/** What a scalar that is wholly one of the framework's variables points at. */
export interface Reference {
  /** The file named by `${file(...)}`; absent for `${self:...}`, which stays in the service's configuration. */
  readonly file?: string;
  readonly path: ConfigPath;
}

const variable = /^\s*\$\{\s*(?:file\(([^()${}]+)\)(?::([^,{}]*))?|self:([^,{}]*))\s*(?:,.*)?\}\s*$/s;

/** Reads `${file(flows.yml):order}` or `${self:custom.flows}`; undefined for anything that needs the framework to resolve. */
export function readReference(text: string): Reference | undefined {
  const match = variable.exec(text);
  if (!match) return undefined;
  const [, file, fileAddress, selfAddress] = match;
  const address = (file === undefined ? selfAddress : fileAddress)?.trim() ?? '';
  const path = address === '' ? [] : address.split('.');
  return file === undefined ? { path } : { file: file.trim().replace(/^\.\//, ''), path };
}

/** The framework has changed such a text before anybody measured offsets in it. */
export function hasVariable(source: string): boolean {
  return /\$\{[a-z]/.test(source) || source.includes('\\${');
}
