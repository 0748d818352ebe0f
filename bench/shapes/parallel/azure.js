'use strict';
const df = require('durable-functions');
const handlers = require('./handler');

df.app.activity('readStock', { handler: handlers.readStock });
df.app.activity('readPrice', { handler: handlers.readPrice });
df.app.activity('readReviews', { handler: handlers.readReviews });
df.app.activity('readRating', { handler: handlers.readRating });

df.app.orchestration('parallel', function* (context) {
  const { sku } = JSON.parse(context.df.getInput().p);
  const [stock, price, stars] = yield context.df.Task.all([
    context.df.callActivity('readStock', { sku }),
    context.df.callActivity('readPrice', { sku }),
    context.df.callSubOrchestrator('rating', { sku }),
  ]);
  return { p: JSON.stringify({ sku, stock, price, stars }) };
});

df.app.orchestration('rating', function* (context) {
  const reviews = yield context.df.callActivity('readReviews', context.df.getInput());
  const rated = yield context.df.callActivity('readRating', { reviews });
  return rated.stars;
});
