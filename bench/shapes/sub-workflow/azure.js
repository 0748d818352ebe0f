'use strict';
const df = require('durable-functions');
const handlers = require('./handler');

df.app.activity('reserve', { handler: handlers.reserve });
df.app.activity('charge', { handler: handlers.charge });
df.app.activity('ship', { handler: handlers.ship });

df.app.orchestration('subWorkflow', function* (context) {
  const { sku } = JSON.parse(context.df.getInput().p);
  const reserved = yield context.df.callActivity('reserve', { sku });
  const paid = yield context.df.callSubOrchestrator('payment', { amount: reserved.total });
  const shipped = yield context.df.callActivity('ship', { payment: paid.id });
  return { p: JSON.stringify({ tracking: shipped.tracking }) };
});

df.app.orchestration('payment', function* (context) {
  const charged = yield context.df.callActivity('charge', context.df.getInput());
  return { id: charged.id };
});
