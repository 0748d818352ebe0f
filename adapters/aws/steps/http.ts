import type { Expression } from '../../../src/adapter';
import { types } from '../../../src/language/expressions/typeset';
import { typesIn } from '../expressions/code';
import { checked, literal, mapOf, raw } from '../expressions/raw';
import type { Argument } from '../flow/graph';
import { Placeholder } from '../model';
import { guardedState } from '../guard';
import { connectionPlaceholder } from '../placeholders';
import { commentOf, orderOf, read, type Scope, type StepLowering } from '../scope';
import { seconds } from './seconds';

const body = '$states.result.ResponseBody';

/** https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html */
export const http: StepLowering<'http'> = ({ step, scope, finish }) => {
  const url = read(step.url, scope);
  const computed = (key: string, value: Expression | undefined): Argument[] => (value ? [{ key, kind: 'computed', value }] : []);
  return guardedState(step, scope, { kind: 'http' }, finish, handlers => ({
    kind: 'task',
    name: step.name,
    ...commentOf(step),
    order: orderOf(step, scope, 1),
    resource: 'http:invoke',
    arguments: [
      { key: 'ApiEndpoint', kind: 'computed', value: checked(url, 'string') },
      { key: 'Method', kind: 'fixed', value: step.method },
      {
        key: 'Authentication',
        kind: 'fixed',
        value: { ConnectionArn: new Placeholder(connectionPlaceholder(step, scope.machine.workflow, scope.machine.context)) },
      },
      ...computed('Headers', step.headers && texts(step.headers, scope, false)),
      ...computed('QueryParameters', step.query && texts(step.query, scope, true)),
      ...computed('RequestBody', step.body && bodyOf(read(step.body, scope))),
    ],
    timeout: seconds(read(step.timeout, scope), 1),
    ...handlers,
    next: finish(
      mapOf({
        status: raw(['$states.result.StatusCode'], { types: types.number }),
        // An empty answer is null; so is one that isn't there, which is unequal to nothing.
        body: raw([`${body} != "" ? ${body} : null`], { isAtom: false, path: body }),
      }),
    ),
  }));
};

/** Names and texts: AWS takes no numbers or booleans here. */
function texts(map: Expression, scope: Scope, withNulls: boolean): Expression {
  const value = read(map, scope);
  if (value.kind === 'map') {
    const entries = value.entries.map(entry => ({ ...entry, value: text(entry.value) }));
    if (entries.every(entry => entry.value !== undefined)) return { ...value, entries: entries as typeof value.entries };
  }
  const helper = withNulls ? '_params' : '_headers';
  return raw([`$${helper}(`, value, ')'], { types: types.map, canFail: true, takesMissing: true, helpers: [helper] });
}

function text(value: Expression): Expression | undefined {
  if (value.kind === 'literal' && value.value !== null) return literal(String(value.value));
  return typesIn(value) === types.string ? value : undefined;
}

/** A body that is null isn't sent. */
function bodyOf(value: Expression): Expression | undefined {
  return value.kind === 'literal' && value.value === null ? undefined : value;
}
