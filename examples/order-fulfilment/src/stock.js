'use strict';

const prices = { lamp: 40, chair: 120, table: 300 };

/** Reserves so many of an article; `SoldOut` when there aren't as many. */
exports.reserve = async ({ sku, quantity }) => {
  if (!(sku in prices) || quantity > 10) throw named('SoldOut', `${quantity} x ${sku}`);
  return { id: `r-${sku}`, price: prices[sku] };
};

/** Gives a reservation back. Doing it twice does no harm. */
exports.release = async ({ id }) => ({ released: id });

const named = (name, message) => Object.assign(new Error(message), { name });
