'use strict';
const df = require('durable-functions');
const handlers = require('./handler');

df.app.activity('charge', { handler: handlers.charge });
df.app.activity('notify', { handler: handlers.notify });

df.app.orchestration('retryCatch', function* (context) {
  const { card } = JSON.parse(context.df.getInput().p);
  const retry = new df.RetryOptions(2000, 4);
  retry.backoffCoefficient = 2;
  let charged;
  try {
    charged = yield context.df.callActivityWithRetry('charge', retry, { card });
  } catch (error) {
    yield context.df.callActivity('notify', { why: error.name });
    charged = { status: 'refused' };
  }
  return { p: JSON.stringify(charged) };
});
