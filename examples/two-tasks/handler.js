'use strict';

/** The first task: makes a greeting. */
exports.greet = async ({ name }) => ({ text: `Hello, ${name ?? 'stranger'}!` });

const hello = { DE: 'Hallo', ES: 'Hola', FR: 'Bonjour' };

/** The second task: gets the first one's answer. */
exports.translate = async ({ text, country }) => ({ text: text.replace(/^Hello/, hello[country] ?? 'Hello') });
