'use strict';

module.exports = { name: 'empty' };
