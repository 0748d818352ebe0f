import { httpSocket, httpStatusPrefix, lambdaUnavailable, transientStatuses } from './error-names';

const list = (names: readonly (string | number)[]): string => `[${names.map(name => JSON.stringify(name)).join(', ')}]`;

/**
 * Functions that an expression brings along where JSONata's own are laxer than the language: they fail for what the
 * language calls a mistake, and keep lists as they are. An expression defines those it calls and no others.
 */
export const helpers = {
  _boolean: '$type($x) = "boolean" ? $x : $error("a boolean was expected, not " & $string($type($x)))',
  _number: '$type($x) = "number" ? $x : $error("a number was expected, not " & $string($type($x)))',
  _string: '$type($x) = "string" ? $x : $error("a string was expected, not " & $string($type($x)))',
  _list: '$type($x) = "array" ? $x : $error("a list was expected, not " & $string($type($x)))',
  _map: '$type($x) = "object" ? $x : $error("a map was expected, not " & $string($type($x)))',
  _scalar:
    '$type($x) in ["null", "boolean", "number", "string"] ? $x : $error("a scalar was expected, not " & $string($type($x)))',
  _text: '$type($x) in ["boolean", "number", "string"] ? $string($x) : $error($string($type($x)) & " can\'t be printed as text")',
  _nonzero: '$x = 0 ? $error("division by zero") : $x',
  _whole: '$type($x) = "number" and $floor($x) = $x ? $x : $error("a whole number was expected")',
  _ascii: '$contains($x, /[^\\x00-\\x7f]/) ? $error("ASCII text was expected") : $x',
  _base64:
    '$contains($x, /^([A-Za-z0-9+\\/]{4})*([A-Za-z0-9+\\/]{2}==|[A-Za-z0-9+\\/]{3}=)?$/) ? $x : $error("base64 was expected")',
  _type: '($t := $type($x); $t = "array" ? "list" : $t = "object" ? "map" : $t)',
  _length: '$type($x) = "array" ? $count($x) : $type($x) = "object" ? $count($keys($x)) : $length($_string($x))',
  _json: '$type($x) = "string" ? ($s := $string([$x]); $substring($s, 1, $length($s) - 2)) : $string($x)',
  /** The value in a list, for $append: a list is not to be flattened. */
  _item: '$type($x) = "array" ? [[$x]] : [$x]',
  _iso:
    '$contains($x, /^\\d{4}-\\d\\d-\\d\\dT([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$/) ' +
    'and $substring($fromMillis($toMillis($substring($x, 0, 10) & "T00:00:00Z")), 0, 10) = $substring($x, 0, 10) ' +
    '? $toMillis($x) : $error("a date and time was expected, like 2026-11-20T09:00:00Z")',
  _time: '$x >= -62167219200000 and $x <= 253402300799999 ? $fromMillis($x) : $error("a time outside the years 0 to 9999")',
  _parseNumber:
    '$contains($_string($x), /^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$/) and $not($contains($x, /[eE][+]?0*([4-9][0-9][0-9]|3[1-9][0-9]|[1-9][0-9]{3,})$/)) ' +
    '? $number($x) : null',
  /** A wait's or a timeout's seconds, from `$least` up to a year. */
  _seconds:
    '$type($x) = "number" and $x >= $least and $x <= 31622400 and $floor($x) = $x ? $x : $error("whole seconds were expected, at least " & $least)',
  _at:
    '$type($x) = "array" and $type($i) = "number" ? ($i >= 0 and $i < $count($x) ? $x[$i] : null) ' +
    ': $type($x) = "object" and $type($i) = "string" ? ($i in [$keys($x)] ? $lookup($x, $i) : null) ' +
    ': $x != null ? $error("no such index") : null',
  _add: '$type($x) = "string" and $type($y) = "string" ? $x & $y : $x + $y',
  /** JSONata gives the item alone for one, and nothing for none. An index would be looked for through the whole list. */
  _map_items: '$count($x) > 1 ? $map($x, $f) : $count($x) = 1 ? $_item($f($x[0], 0)) : []',
  /** What is kept travels in maps, which JSONata doesn't flatten as it does lists. */
  _filter: '$_map_items([$map($x, function($v, $i) { $f($v, $i) ? {"v": $v} })], function($kept) { $kept.v })',
  _slice:
    '($n := $_length($x); $end := $min([$n, $max([0, $_whole($to)])]); $start := $min([$end, $max([0, $_whole($from)])]); ' +
    '$type($x) = "string" ? $substring($x, $start, $end - $start) ' +
    ': $type($x) = "array" ? $_filter($x, function($v, $i) { $i >= $start and $i < $end }) : $error("a string or a list was expected"))',
  _contains: '$type($x) = "array" ? $_scalar($part) in $x : $contains($_string($x), $_string($part))',
  _params: '$merge([{}, $each($_map($x), function($v, $k) { $v = null ? {} : {$k: $_text($v)} })])',
  _headers: '$merge([{}, $each($_map($x), function($v, $k) { {$k: $_text($v)} })])',
  _executionInput: '$type($x) = "object" ? $x : $_json($x)',
  _raised:
    '$type($x) = "object" and $type($x.name) = "string" and $type($x.message) = "string" ' +
    'and $contains($x.name, /^[A-Za-z_][A-Za-z0-9_.]*$/) and $not($contains($x.name, /^((States|Lambda)\\.|ExpressionError$)/)) ' +
    '? {"name": $x.name, "message": $x.message, "details": $exists($x.details) ? $x.details : null} ' +
    ': $error("what is raised must be a map with a name and a message")',
  /** A caught error that is raised again: only its name may be one that no workflow may raise. */
  _again: '$contains($x.name, /^[A-Za-z_][A-Za-z0-9_.]*$/) ? $x : $error("an error of this name can\'t be raised")',
  // Errors: what a catcher is given, in the language's words.
  _cause: '$type($x) = "string" and $contains($x, /^\\{[\\s\\S]*\\}$/) ? $parse($x) : {}',
  _errorName:
    '$x = "States.Timeout" ? "Timeout" ' +
    `: $x in ${list(lambdaUnavailable)} ? "Unavailable" ` +
    ': $contains($x, /^(States|Lambda|StepFunctions|Events)\\./) ? "Error" : $x',
  _errorMessage: '($c := $_cause($x); $type($c.errorMessage) = "string" ? $c.errorMessage : $type($x) = "string" ? $x : "")',
  _errorDetails: '($c := $_cause($x.Cause); $exists($c.details) ? $c.details : null)',
  _httpStatus:
    '$contains($x, /^States\\.Http\\.StatusCode\\.[0-9]+$/) ? $number($substring($x, ' + `${httpStatusPrefix.length})) : 0`,
  _httpErrorName:
    `($status := $_httpStatus($x); $status in ${list(transientStatuses)} or $x = "${httpSocket}" ? "Unavailable" ` +
    ': $status > 0 ? "HttpError" : $_errorName($x))',
  /** The body of a refused answer doesn't reach a catcher: `aws/http-error-body`. */
  _httpErrorDetails: '($status := $_httpStatus($x.Error); $status > 0 ? {"status": $status, "body": null} : $_errorDetails($x))',
  // The same where only a request can have failed.
  _requestErrorName:
    `($status := $_httpStatus($x); $status in ${list(transientStatuses)} or $x = "${httpSocket}" ? "Unavailable" ` +
    ': $status > 0 ? "HttpError" : $x = "States.Timeout" ? "Timeout" : "Error")',
  _requestErrorDetails: '($status := $_httpStatus($x); $status > 0 ? {"status": $status, "body": null} : null)',
  /** The failure inside a failed execution of another workflow. */
  _child:
    '($c := $x.Error = "States.TaskFailed" ? $_cause($x.Cause) : {}; $exists($c.Status) ' +
    '? {"Error": $c.Status = "TIMED_OUT" ? "Timeout" : $exists($c.Error) ? $c.Error : "Error", "Cause": $exists($c.Cause) ? $c.Cause : ""} : $x)',
  _childErrorName: '$x = "States.QueryEvaluationError" ? "ExpressionError" : $_errorName($x)',
  _childHttpErrorName: '$x = "States.QueryEvaluationError" ? "ExpressionError" : $_httpErrorName($x)',
  _childError:
    '($e := $_child($x); {"name": $_childErrorName($e.Error), "message": $_errorMessage($e.Cause), "details": $_errorDetails($e)})',
  _childHttpError:
    '($e := $_child($x); {"name": $_childHttpErrorName($e.Error), "message": $_errorMessage($e.Cause), "details": $_httpErrorDetails($e)})',
} as const;

export type HelperName = keyof typeof helpers;

const parameters: Readonly<Partial<Record<HelperName, string>>> = {
  _seconds: '$x, $least',
  _at: '$x, $i',
  _add: '$x, $y',
  _map_items: '$x, $f',
  _filter: '$x, $f',
  _slice: '$x, $from, $to',
  _contains: '$x, $part',
};

const names = Object.keys(helpers) as HelperName[];

/** The text of each, and the others that it calls. */
const defined = new Map(
  names.map(name => {
    const calls = names.filter(other => other !== name && helpers[name].includes(`$${other}(`));
    return [name, { calls, text: `$${name} := function(${parameters[name] ?? '$x'}) { ${helpers[name]} };` }] as const;
  }),
);

/** The bindings that an expression needs for the helpers it calls, theirs included, each before its users. */
export function definitions(used: Iterable<HelperName>): string {
  const done = new Set<HelperName>();
  const lines: string[] = [];
  const add = (name: HelperName): void => {
    const helper = defined.get(name);
    if (!helper || done.has(name)) return;
    done.add(name);
    helper.calls.forEach(add);
    lines.push(helper.text);
  };
  for (const name of used) add(name);
  return lines.join(' ');
}
