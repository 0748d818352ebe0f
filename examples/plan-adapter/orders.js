'use strict';

const prices = { tea: 4, coffee: 7, water: 0 };

class CardDeclined extends Error {
  constructor(amount) {
    super(`no funds for ${amount}`);
    this.name = 'CardDeclined';
  }
}

exports.reserveStock = async ({ sku, pieces }) => ({ sku, total: (prices[sku] ?? 0) * pieces });

exports.chargeCard = async ({ amount }) => {
  if (amount > 100) throw new CardDeclined(amount);
  return { id: `charge-${amount}` };
};

exports.releaseStock = async ({ sku }) => ({ released: sku });
