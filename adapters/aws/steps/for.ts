import type { Expression, ForStep } from '../../../src/adapter';
import { types } from '../../../src/language/expressions/typeset';
import { checked, literal, mapOf, nothing, raw, typedVariable } from '../expressions/raw';
import type { Assign, Node } from '../flow/graph';
import { guardedBlock, guardedState } from '../guard';
import { isReadIn, makesRequests } from '../plan';
import { bind, commentOf, type Lowering, nameOf, orderBehind, orderOf, read, type Scope, type StepLowering } from '../scope';
import { choice, inner, pass, to } from '../states';
import { enclosed, settled } from './settle';

export const forStep: StepLowering<'for'> = lowering => {
  switch (lowering.scope.machine.plan.loops.get(lowering.step)) {
    case 'projection':
      return projection(lowering);
    case 'map':
      return map(lowering);
    default:
      return loop(lowering);
  }
};

/** A loop that calls nothing is one expression. */
function projection({ step, scope, finish }: Lowering<'for'>): Node {
  const items = itemsOf(step, scope);
  const inside = bind(scope, scope.machine.variables.boundBy(step));
  const output = step.body.output && read(step.body.output, inside);
  const value = output && (step.settle ? settled(output) : output);
  const names = boundNames(step, scope);
  const list = value
    ? raw(['$_map_items(', items, `, function(${names.map(name => `$${name}`).join(', ')}) { `, value, ' })'], {
        types: types.list,
        canFail: true,
        bound: names,
        helpers: ['_map_items'],
      })
    : items;
  const next = finish(value ? list : nothing);
  // Without an output the items are still asked for: they may be no list.
  const ignored = { name: scope.machine.variables.own(step.name, 'items'), value: items };
  const edge = value ? next : { assign: [ignored, ...next.assign], to: next.to };
  return pass(nameOf(step, 'done'), orderOf(step, scope, 1), edge);
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
function map({ step, scope, finish }: Lowering<'for'>): Node {
  const order = orderOf(step, scope, 0);
  const names = scope.machine.variables.boundBy(step);
  const last = orderBehind(step.body, step, scope);
  const inside = bind(enclosed(step.name, scope, step.settle, last), names);
  const withPosition = step.at !== undefined && isReadIn(step.at, step.body);
  const given = withPosition ? '$states.input.item' : '$states.input';
  const prepare: Assign[] = [{ name: names.get(step.each) ?? step.each, value: raw([given]) }];
  if (withPosition) {
    const position = raw(['$states.input.position'], { types: types.number });
    prepare.push({ name: names.get(step.at as string) ?? '', value: position });
  }
  const selector = mapOf({
    item: raw(['$states.context.Map.Item.Value']),
    position: raw(['$states.context.Map.Item.Index'], { types: types.number }),
  });
  const source = { kind: 'inner', http: makesRequests(step.body, scope.machine.context.program) } as const;
  const hasValue = step.body.output !== undefined || step.settle;
  return guardedState(step, scope, source, finish, handlers => ({
    kind: 'map',
    name: step.name,
    ...commentOf(step),
    order: order + 1,
    items: itemsOf(step, scope),
    ...(withPosition ? { selector } : {}),
    concurrency: step.concurrency ?? 1,
    body: inner(step.name, step.body, inside, { first: order, last }, prepare, value => (step.settle ? settled(value) : value)),
    ...handlers,
    next: finish(hasValue ? raw(['$states.result'], { types: types.list }) : nothing),
  }));
}

/** A cycle of states: each round sees what the last one left. */
function loop({ step, scope, finish }: Lowering<'for'>): Node {
  const { variables } = scope.machine;
  const names = variables.boundBy(step);
  const items = typedVariable(variables.own(step.name, 'items'), types.list);
  const position = (step.at !== undefined && names.get(step.at)) || variables.own(step.name, 'index');
  const index = typedVariable(position, types.number);
  const valuesName = variables.own(step.name, 'values');
  const values = typedVariable(valuesName, types.list);
  const hasValue = step.body.output !== undefined;
  const item = { name: names.get(step.each) ?? step.each, value: raw([items, '[', index, ']']) };
  const next = { name: position, value: raw([index, ' + 1'], { types: types.number, isAtom: false }) };

  return guardedBlock(step, scope, finish, around => {
    const inside = bind(around, names);
    const head: Node & { kind: 'choice' } = {
      kind: 'choice',
      name: step.name,
      ...commentOf(step),
      order: orderOf(step, scope, 1),
      rules: [],
      otherwise: finish(hasValue ? values : nothing),
    };
    const again = pass(nameOf(step, 'next'), orderOf(step, scope, 6), to(head, next));
    const asked = step.until
      ? choice(
          { name: nameOf(step, 'until'), order: orderOf(step, scope, 3) },
          [{ condition: read(step.until, inside), edge: finish(hasValue ? values : nothing) }],
          to(again),
        )
      : again;
    const body = scope.machine.block(step.body, inside, value =>
      hasValue ? pass(nameOf(step, 'value'), orderOf(step, scope, 2), to(asked, append(valuesName, values, value))) : asked,
    );
    const isInside = raw([index, ' < $count(', items, ')'], { types: types.boolean, isAtom: false });
    head.rules = [{ condition: isInside, edge: to(body, item) }];
    const start: Assign[] = [
      { name: variables.own(step.name, 'items'), value: itemsOf(step, scope) },
      { name: position, value: literal(0) },
      ...(hasValue ? [{ name: valuesName, value: { kind: 'list', items: [], place: step.in.place } as Expression }] : []),
    ];
    return pass(nameOf(step, 'start'), orderOf(step, scope, 0), { assign: start, to: head });
  });
}

/** The list with one more value. */
function append(name: string, list: Expression, value: Expression): Assign {
  return { name, value: { kind: 'call', builtin: 'append', args: [list, value], place: value.place } };
}

/** The items: a list, filtered before the first round. */
function itemsOf(step: ForStep, scope: Scope): Expression {
  const list = checked(read(step.in, scope), 'list');
  if (!step.where) return list;
  const name = scope.machine.variables.boundBy(step).get(step.each) ?? step.each;
  const where = checked(read(step.where, bind(scope, [[step.each, name]])), 'boolean');
  return raw(['$_filter(', list, `, function($${name}) { `, where, ' })'], {
    types: types.list,
    canFail: true,
    bound: [name],
    helpers: ['_filter'],
  });
}

function boundNames(step: ForStep, scope: Scope): string[] {
  return [...scope.machine.variables.boundBy(step).values()];
}
