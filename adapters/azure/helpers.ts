/**
 * The functions of the helper module that goes into an app, each with those that it uses itself. Their text is
 * `templates/azure/helpers/<name>.hbs`; only what an app needs is emitted. Those called like a builtin are the builtin.
 */
const helpers = {
  // Errors
  WorkflowError: [],
  ExpressionError: [],
  errorOf: ['ExpressionError', 'WorkflowError'],
  takes: [],
  errorFrom: ['ExpressionError', 'WorkflowError'],
  caughtError: ['errorOf', 'takes'],
  raised: ['ExpressionError', 'WorkflowError', 'mapOf', 'textOf'],
  // Values that cross the host
  jsonOf: [],
  payloadOf: ['jsonOf'],
  resultOf: ['WorkflowError', 'errorFrom'],
  childInput: ['jsonOf'],
  // Orchestrators
  asWorkflow: ['answerOf', 'errorOf', 'fitting', 'payloadOf'],
  asBranch: ['answerOf'],
  asLane: ['asBranch', 'outcomeOf'],
  asRounds: ['asBranch', 'caughtError'],
  answerOf: ['errorOf', 'payloadOf'],
  fitting: ['payloadOf'],
  driven: ['WorkflowError'],
  // What orchestrators do
  later: [],
  sleepFor: ['later'],
  sleepUntil: ['sleepFor', 'timeOf'],
  caughtUp: [],
  within: ['WorkflowError', 'caughtUp', 'later'],
  retries: ['caughtError', 'sleepFor', 'takes'],
  retrying: ['retries'],
  outcomeOf: ['caughtError'],
  valueOf: ['errorFrom'],
  answerTo: ['resultOf'],
  allSettled: ['answerTo', 'outcomeOf'],
  together: ['allSettled', 'valueOf'],
  lanes: ['allSettled', 'childInput', 'errorFrom', 'together', 'valueOf'],
  isSpent: [],
  roundsOf: ['childInput', 'errorFrom', 'resultOf'],
  httpCall: ['jsonOf', 'payloadOf', 'queryOf', 'resultOf', 'string', 'textOf', 'within'],
  queryOf: ['string'],
  // Types
  typeOf: [],
  mistake: ['ExpressionError', 'typeOf'],
  booleanOf: ['mistake'],
  numberOf: ['mistake'],
  wholeOf: ['ExpressionError', 'numberOf'],
  durationOf: ['ExpressionError', 'wholeOf'],
  divisorOf: ['ExpressionError', 'numberOf'],
  textOf: ['mistake'],
  filledOf: ['ExpressionError', 'textOf'],
  asciiOf: ['ExpressionError', 'textOf'],
  listOf: ['mistake'],
  itemsOf: ['listOf', 'mistake', 'typeOf'],
  mapOf: ['mistake', 'typeOf'],
  timeOf: ['ExpressionError', 'textOf'],
  isoOf: ['ExpressionError'],
  // Operators
  finite: ['ExpressionError'],
  plus: ['ExpressionError', 'finite', 'typeOf'],
  equal: ['ExpressionError'],
  memberOf: ['mapOf'],
  itemOf: ['ExpressionError', 'memberOf', 'typeOf'],
  // Builtins
  type: ['typeOf'],
  string: ['mistake'],
  toJson: ['jsonOf'],
  fromJson: ['ExpressionError', 'textOf'],
  number: ['textOf'],
  min: ['numberOf'],
  max: ['numberOf'],
  abs: ['numberOf'],
  floor: ['numberOf'],
  ceil: ['numberOf'],
  sum: ['itemsOf'],
  length: ['mapOf'],
  slice: ['listOf', 'wholeOf'],
  lower: ['textOf'],
  upper: ['textOf'],
  trim: ['textOf'],
  split: ['filledOf', 'textOf'],
  join: ['itemsOf', 'textOf'],
  replace: ['filledOf', 'textOf'],
  contains: ['ExpressionError', 'filledOf', 'textOf'],
  startsWith: ['filledOf', 'textOf'],
  endsWith: ['filledOf', 'textOf'],
  urlEncode: ['textOf'],
  base64Encode: ['asciiOf'],
  base64Decode: ['ExpressionError', 'asciiOf', 'textOf'],
  append: ['listOf'],
  concat: ['listOf'],
  flatten: ['itemsOf'],
  range: ['ExpressionError', 'wholeOf'],
  sort: ['itemsOf'],
  keys: ['mapOf'],
  has: ['mapOf', 'textOf'],
  put: ['mapOf', 'textOf'],
  merge: ['mapOf'],
  addSeconds: ['isoOf', 'numberOf', 'timeOf'],
  secondsBetween: ['timeOf'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type HelperName = keyof typeof helpers;
export const helperNames = Object.keys(helpers) as readonly HelperName[];

/** The helpers and what they use, in the order of the table. Where there are deadlines, orchestrators are driven. */
export function withNeeded(wanted: Iterable<HelperName>, deadlines: boolean): readonly HelperName[] {
  const needed = new Set<HelperName>();
  const add = (helper: HelperName): void => {
    if (needed.has(helper)) return;
    needed.add(helper);
    helpers[helper].forEach(add);
    if (deadlines && helper === 'answerOf') add('driven');
  };
  for (const helper of wanted) add(helper);
  return helperNames.filter(helper => needed.has(helper));
}
