import { Document as YamlDocument, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Artefact, Workflow } from '../../src/adapter';
import { printExpr } from './expressions/print';
import type { Arm, Assignment, Body, Document, Entry, Expr, For, Retry, Step, Subworkflow, Value } from './model';
import { longestSource } from './limits';
import type { PlainStep } from './prelude/definition';

/** A document as the YAML text that Google takes. Everything is decided; what is left is how it looks. */
export function print(document: Document, workflow: Workflow): readonly Artefact[] {
  const root = new YAMLMap<Scalar, Node>();
  for (const subworkflow of document.subworkflows) root.items.push(printSubworkflow(subworkflow));
  for (const { name, doc, params, steps } of document.prelude) {
    const pair = field(name, printRoutine(params, list(steps.map(printPlain))));
    root.items.push(commentedPair(pair, doc));
  }
  root.items[0]!.key.spaceBefore = false;
  const yaml = new YamlDocument(root);
  if (document.description !== undefined) yaml.commentBefore = comment(document.description);
  return [{ path: `${workflow.name}.workflows.yaml`, content: withinLimit(yaml), workflow: workflow.name }];
}

/**
 * Of a source with many blocks in each other most is indentation. Where it is too long for Google so, it is indented less, and where that
 * isn't enough it is JSON, which is YAML too: harder to read, but no reason to refuse the workflow.
 */
function withinLimit(yaml: YamlDocument): string {
  const layout = { lineWidth: 0, flowCollectionPadding: false };
  const ways = [() => yaml.toString(layout), () => yaml.toString({ ...layout, indent: 1, indentSeq: false })];
  for (const print of ways) {
    const content = print();
    if (Buffer.byteLength(content) <= longestSource) return content;
  }
  return json(yaml.toJS() as Readonly<Record<string, { readonly steps: readonly unknown[] }>>);
}

/** A line for each step of a subworkflow. */
function json(subworkflows: Readonly<Record<string, { readonly steps: readonly unknown[] }>>): string {
  const routines = Object.entries(subworkflows).map(([name, { steps, ...rest }]) => {
    const head = Object.entries(rest).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}, `);
    const lines = steps.map(step => `  ${JSON.stringify(step)}`);
    return `${JSON.stringify(name)}: { ${head.join('')}"steps": [\n${lines.join(',\n')}\n]}`;
  });
  return `{\n${routines.join(',\n\n')}\n}\n`;
}

type Node = Scalar | YAMLMap | YAMLSeq;
type Field = Pair<Scalar, Node>;

function printSubworkflow({ name, params, steps, comment: text }: Subworkflow): Field {
  return commentedPair(field(name, printRoutine(params, list(steps.map(printStep)))), text);
}

function printRoutine(params: readonly string[], steps: Node): YAMLMap {
  const names = list(params.map(word));
  names.flow = true;
  return fields([...(params.length > 0 ? [field('params', names)] : []), field('steps', steps)]);
}

function printStep(step: Step): YAMLMap {
  const body = fields([...printBody(step.body), ...(step.next === undefined ? [] : [field('next', word(step.next as string))])]);
  const node = fields([field(step.name, body)]);
  if (step.comment !== undefined) node.commentBefore = comment(step.comment);
  return node;
}

/** A body's keys, which stand in a step or in an arm of a switch. */
function printBody(body: Body): readonly Field[] {
  switch (body.kind) {
    case 'assign':
      return [field('assign', list(body.entries.map(printAssignment)))];
    case 'call':
      return [
        field('call', word(body.function)),
        ...(body.args.length > 0 ? [field('args', printEntries(body.args))] : []),
        ...(body.result === undefined ? [] : [field('result', word(body.result))]),
      ];
    case 'switch':
      return [field('switch', list(body.arms.map(printArm)))];
    case 'for':
      return [field('for', printFor(body))];
    case 'parallel': {
      const shared = list(body.shared.map(word));
      shared.flow = true;
      return [
        field(
          'parallel',
          fields([
            ...(body.shared.length > 0 ? [field('shared', shared)] : []),
            ...(body.limit === undefined ? [] : [field('concurrency_limit', plain(body.limit))]),
            body.run.kind === 'for'
              ? field('for', printFor(body.run))
              : field(
                  'branches',
                  list(
                    body.run.branches.map(branch =>
                      fields([field(branch.name, fields([field('steps', list(branch.steps.map(printStep)))]))]),
                    ),
                  ),
                ),
          ]),
        ),
      ];
    }
    case 'try':
      return [
        field('try', fields(printBody(body.body))),
        ...(body.retry ? [field('retry', printRetry(body.retry))] : []),
        ...(body.except
          ? [field('except', fields([field('as', word(body.except.as)), field('steps', list(body.except.steps.map(printStep)))]))]
          : []),
      ];
    case 'raise':
      return [field('raise', printValue(body.value))];
    case 'return':
      return [field('return', printValue(body.value))];
    case 'steps':
      return [field('steps', list(body.steps.map(printStep)))];
  }
}

function printAssignment({ variable, index, value, comment: text }: Assignment): YAMLMap {
  const node = fields([field(index ? `${variable}[${printExpr(index)}]` : variable, printValue(value))]);
  if (text !== undefined) node.commentBefore = comment(text);
  return node;
}

function printArm({ condition, body, next }: Arm): YAMLMap {
  return fields([
    field('condition', printValue(condition)),
    ...(body ? printBody(body) : []),
    ...(next === undefined ? [] : [field('next', word(next as string))]),
  ]);
}

function printFor(loop: Extract<Body, { kind: 'for' }>): YAMLMap {
  return fields([
    field('value', word(loop.value)),
    ...(loop.index === undefined ? [] : [field('index', word(loop.index))]),
    loop.over.kind === 'in' ? field('in', printValue(loop.over.list)) : field('range', printRange(loop.over)),
    field('steps', list(loop.steps.map(printStep))),
  ]);
}

/** Numbers as they are; else one expression for both. */
function printRange({ from, to }: Extract<For['over'], { kind: 'range' }>): Node {
  if (from.kind === 'literal' && to.kind === 'literal') return list([printValue(from), printValue(to)], true);
  return expression(printExpr({ kind: 'list', items: [from, to] }));
}

function printRetry({ predicate, maxRetries, initialDelay, maxDelay, multiplier }: Retry): YAMLMap {
  return fields([
    field('predicate', expression(predicate)),
    field('max_retries', plain(maxRetries)),
    field(
      'backoff',
      fields([
        field('initial_delay', plain(initialDelay)),
        field('max_delay', plain(maxDelay)),
        field('multiplier', plain(multiplier)),
      ]),
    ),
  ]);
}

/** Maps and lists as YAML's own, literals as scalars, everything else as one `${...}`. */
function printValue(value: Value): Node {
  switch (value.kind) {
    case 'map':
      return printEntries(value.entries);
    case 'list':
      return list(value.items.map(printValue), value.items.length === 0);
    case 'literal':
      return typeof value.value === 'string' ? quoted(value.value) : plain(value.value);
    default:
      return expression(printExpr(value));
  }
}

function printEntries(entries: readonly Entry[]): YAMLMap {
  const node = fields(
    entries.map(
      ({ key, value }) =>
        new Pair<Scalar, Node>(typeof key === 'string' ? keyOf(key) : expression(keyText(key)), printValue(value)),
    ),
  );
  if (entries.length === 0) node.flow = true;
  return node;
}

function keyText(key: Expr): string {
  return printExpr(key);
}

/** Steps of the prelude: plain data in which a text that begins with `${` is an expression. */
function printPlain(data: PlainStep | unknown): Node {
  if (Array.isArray(data)) return list(data.map(printPlain), data.length === 0);
  if (typeof data === 'object' && data !== null) {
    const node = fields(
      Object.entries(data).map(([key, value]) =>
        field(key, words.has(key) && typeof value === 'string' && !value.startsWith('${') ? word(value) : printPlain(value)),
      ),
    );
    if (node.items.length === 0) node.flow = true;
    return node;
  }
  if (typeof data !== 'string') return plain(data as null | boolean | number);
  return data.startsWith('${') ? expression(data.slice(2, -1)) : quoted(data);
}

/** Keys whose texts are words of the grammar or names. */
const words: ReadonlySet<string> = new Set(['next', 'value', 'index', 'call', 'result', 'as']);

function list(items: readonly Node[], flow = false): YAMLSeq {
  const node = new YAMLSeq();
  node.items.push(...items);
  node.flow = flow;
  return node;
}

function fields(pairs: readonly Field[]): YAMLMap {
  const node = new YAMLMap<Scalar, Node>();
  node.items.push(...pairs);
  return node;
}

function field(key: string, value: Node): Field {
  return new Pair(keyOf(key), value);
}

function commentedPair(pair: Field, text: string | undefined): Field {
  pair.key.spaceBefore = true;
  if (text !== undefined) pair.key.commentBefore = comment(text);
  return pair;
}

/** A word of the grammar, or a name of ours: quoted only where YAML needs it. */
function word(text: string): Scalar {
  return isSafe(text) ? new Scalar(text) : quoted(text);
}

function keyOf(key: string): Scalar {
  return word(key);
}

/** Plain where both YAML 1.1 and 1.2 read a string, whatever it holds. */
function isSafe(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.-]*(\[[^\]:#]*\])?$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i.test(text);
}

function plain(value: null | boolean | number): Scalar {
  return new Scalar(value);
}

/** Texts of the user's are always quoted. */
function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = 'QUOTE_DOUBLE';
  return scalar;
}

/** As Google's own samples have it: without quotes where YAML needs none. */
function expression(text: string): Scalar {
  const scalar = new Scalar(`\${${text}}`);
  scalar.type = /: | #|[\n\r\t]/.test(text) ? 'QUOTE_SINGLE' : 'PLAIN';
  return scalar;
}

/** Each line of a comment begins with a blank. */
function comment(text: string): string {
  return text
    .trimEnd()
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .flatMap(line => line.match(/.{1,110}(?:\s+|$)|\S+/g) ?? [''])
    .map(line => line.trimEnd())
    .map(line => ` ${line}`)
    .join('\n');
}
