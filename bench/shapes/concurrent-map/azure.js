'use strict';
const df = require('durable-functions');
const handlers = require('./handler');

df.app.activity('resize', { handler: handlers.resize });

const limit = 5;

df.app.orchestration('concurrentMap', function* (context) {
  const { images, width } = JSON.parse(context.df.getInput().p);
  if (images.length <= limit) {
    const all = yield context.df.Task.all(images.map(image => context.df.callActivity('resize', { image, width })));
    return { p: JSON.stringify(all.map(small => small.url)) };
  }
  // The SDK can't take a task into a second Task.any, so a limit is kept by as many children as may run at once.
  const lanes = Array.from({ length: limit }, (_, lane) => images.filter((_image, i) => i % limit === lane));
  const urls = yield context.df.Task.all(lanes.map(lane => context.df.callSubOrchestrator('lane', { images: lane, width })));
  return { p: JSON.stringify(images.map((_, i) => urls[i % limit][Math.floor(i / limit)])) };
});

df.app.orchestration('lane', function* (context) {
  const { images, width } = context.df.getInput();
  const urls = [];
  for (const image of images) {
    const small = yield context.df.callActivity('resize', { image, width });
    urls.push(small.url);
  }
  return urls;
});
