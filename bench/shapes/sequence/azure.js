'use strict';
const df = require('durable-functions');
const handlers = require('./handler');

df.app.activity('validate', { handler: handlers.validate });
df.app.activity('price', { handler: handlers.price });
df.app.activity('store', { handler: handlers.store });

df.app.orchestration('sequence', function* (context) {
  const input = JSON.parse(context.df.getInput().p);
  const order = yield context.df.callActivity('validate', { id: input.id });
  const priced = yield context.df.callActivity('price', { order });
  const stored = yield context.df.callActivity('store', { order, total: priced.total });
  return { p: JSON.stringify({ id: stored.id, total: priced.total }) };
});
