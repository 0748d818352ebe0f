'use strict';

// A server that answers like the todos API, so that the example runs offline:
//   node stand-in.js          prints the address to put into TODOS_URL
const { createServer } = require('node:http');

const todos = [
  { userId: 1, id: 1, title: 'delectus aut autem', completed: false },
  { userId: 1, id: 2, title: 'quis ut nam facilis et officia qui', completed: false },
  { userId: 2, id: 3, title: 'fugiat veniam minus', completed: true },
];

/** Starts the server on a free port; answers it and its address. */
exports.start = () =>
  new Promise(resolve => {
    const server = createServer((request, response) => {
      const known = request.url === '/todos/';
      response.writeHead(known ? 200 : 404, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(known ? todos : {}));
    });
    server.listen(0, '127.0.0.1', () => resolve({ server, url: `http://127.0.0.1:${server.address().port}/todos/` }));
  });

if (require.main === module) exports.start().then(({ url }) => console.log(url));
