'use strict';

const { storeFor } = require('./stores');

/** Keeps `content` as a JSON file under `key`: in the bucket when one is configured, else in a folder. */
exports.handler = async ({ key, content }) => {
  const store = storeFor(process.env.TODOS_BUCKET, process.env.TODOS_FOLDER || 'todos');
  return { location: await store.put(key, JSON.stringify(content, null, 2)) };
};
