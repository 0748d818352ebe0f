'use strict';
const df = require('durable-functions');
const handlers = require('./handler');

df.app.activity('small', { handler: handlers.small });
df.app.activity('large', { handler: handlers.large });
df.app.activity('refuse', { handler: handlers.refuse });

df.app.orchestration('choice', function* (context) {
  const { amount } = JSON.parse(context.df.getInput().p);
  let handled;
  if (amount <= 0) handled = yield context.df.callActivity('refuse', { amount });
  else if (amount < 100) handled = yield context.df.callActivity('small', { amount });
  else handled = yield context.df.callActivity('large', { amount });
  return { p: JSON.stringify(handled) };
});
