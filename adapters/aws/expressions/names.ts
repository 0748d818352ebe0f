import { helpers } from './helpers';

/** JSONata 2.0.6's functions and AWS's own: a variable of such a name would hide the function. */
const functions =
  'sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match ' +
  'contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power ' +
  'random boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse each error assert ' +
  'type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl eval ' +
  'toMillis fromMillis clone now millis partition range hash uuid parse';

/** Names that expressions bind for themselves, and the one that AWS keeps. */
const bindings = ['_v', '_s', '_p', '_n', '_l', 'states', ...Object.keys(helpers)];

/** What every JavaScript object has: the library finds them in its own tables, and in maps that it made. */
export const prototypeKeys: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Names that no variable of a machine may have. */
export const reservedVariables: ReadonlySet<string> = new Set([...functions.split(' '), ...bindings, ...prototypeKeys]);
