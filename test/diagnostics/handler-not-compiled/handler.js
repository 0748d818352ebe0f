const { rate } = require('./rates.ts');
const { round } = require('./rates.js');

exports.charge = async ({ amount }) => ({ amount: round(amount * rate) });
