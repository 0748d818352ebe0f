'use strict';

/** Charges a card once for a key, however often it is called; `CardDeclined` when the bank says no. */
exports.charge = async ({ key, card, amount }) => {
  if (card === 'declined') throw Object.assign(new Error(`no funds for ${amount}`), { name: 'CardDeclined' });
  return { id: `c-${key}`, amount };
};

exports.refund = async ({ charge }) => ({ refunded: charge });
