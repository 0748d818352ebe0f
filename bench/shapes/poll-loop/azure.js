'use strict';
const df = require('durable-functions');
const handlers = require('./handler');

df.app.activity('start', { handler: handlers.start });
df.app.activity('check', { handler: handlers.check });

df.app.orchestration('pollLoop', function* (context) {
  const { task } = JSON.parse(context.df.getInput().p);
  const job = yield context.df.callActivity('start', { task });
  for (let round = 1; round <= 20; round++) {
    const state = yield context.df.callActivity('check', { job: job.id });
    if (state.status !== 'running') return { p: JSON.stringify({ status: state.status, result: state.result }) };
    yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 30_000));
  }
  throw new Error('Timeout');
});
