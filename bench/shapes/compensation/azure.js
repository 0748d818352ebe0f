'use strict';
const df = require('durable-functions');
const handlers = require('./handler');

df.app.activity('bookHotel', { handler: handlers.bookHotel });
df.app.activity('bookFlight', { handler: handlers.bookFlight });
df.app.activity('pay', { handler: handlers.pay });
df.app.activity('cancelHotel', { handler: handlers.cancelHotel });
df.app.activity('cancelFlight', { handler: handlers.cancelFlight });

df.app.orchestration('compensation', function* (context) {
  const { trip } = JSON.parse(context.df.getInput().p);
  let hotel;
  let flight;
  try {
    hotel = yield context.df.callActivity('bookHotel', { trip });
    flight = yield context.df.callActivity('bookFlight', { trip });
    const payment = yield context.df.callActivity('pay', { hotel: hotel.id, flight: flight.id });
    return { p: JSON.stringify({ status: 'booked', payment: payment.id }) };
  } catch (error) {
    if (flight) yield context.df.callActivity('cancelFlight', { id: flight.id });
    if (hotel) yield context.df.callActivity('cancelHotel', { id: hotel.id });
    // The SDK gives the message a frame of its own.
    const why = /failed: {2}(.*?) \n /.exec(error.message)?.[1] ?? error.message;
    return { p: JSON.stringify({ status: 'cancelled', why }) };
  }
});
