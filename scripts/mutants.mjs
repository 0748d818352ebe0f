// Does the conformance suite notice? Puts one mistake at a time into a copy of an adapter's expressions,
// and tells which case of the conformance suite fails first. A mistake that nothing notices makes the run fail.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const suite = target => `test/conformance/${target}.test.ts`;

/** What is wrong, where, the text that is right, and the text that is wrong. */
const mutants = [
  [
    'aws',
    'a missing value is left undefined',
    'adapters/aws/expressions/generate.ts',
    '`$exists(${code.text}) ? ${code.text} : null`',
    'code.text',
  ],
  [
    'aws',
    '== null is turned around',
    'adapters/aws/expressions/generate.ts',
    "b.value === null ? '!=' : '='",
    "b.value === null ? '=' : '!='",
  ],
  [
    'aws',
    '?? gives the left side always',
    'adapters/aws/expressions/generate.ts',
    '`${name} != null ? ${name} :',
    '`true ? ${name} :',
  ],
  ['aws', '% divides', 'adapters/aws/expressions/generate.ts', "'%': ['%',", "'%': ['/',"],
  ['aws', 'slice without an end stops early', 'adapters/aws/expressions/builtins.ts', "a.any(2) : '1e15'", "a.any(2) : '1'"],
  ['aws', 'an index may be negative', 'adapters/aws/expressions/helpers.ts', '($i >= 0 and $i < $count($x)', '($i < $count($x)'],
  [
    'google',
    '?? takes the right side',
    'adapters/google/expressions/lower.ts',
    "not(binary('==', left, nothing))",
    "binary('==', left, nothing)",
  ],
  [
    'google',
    '|| is false where the left side holds',
    'adapters/google/expressions/lower.ts',
    'choose(expression.left, true, expression.right)',
    'choose(expression.left, false, expression.right)',
  ],
  [
    'google',
    'the guard before an operand of && is dropped',
    'adapters/google/expressions/lower.ts',
    'unless: operands.slice(0, -1).map(not)',
    'unless: []',
  ],
  [
    'google',
    'the parts of a text stand in the wrong order',
    'adapters/google/expressions/lower.ts',
    "(left, right) => binary('+', left, right)",
    "(left, right) => binary('+', right, left)",
  ],
  [
    'google',
    '! is forgotten',
    'adapters/google/expressions/lower.ts',
    '? not(lowerExpr(expression.operand, at, out))',
    '? lowerExpr(expression.operand, at, out)',
  ],
  [
    'google',
    "a text isn't escaped",
    'adapters/google/expressions/lower.ts',
    "key.includes('${') ? lowerText(key, at, out) : key",
    'key',
  ],
  [
    'azure',
    '?? looks for truth',
    'adapters/azure/expressions.ts',
    "binary(lowerExpression(left, frame), '??',",
    "binary(lowerExpression(left, frame), '||',",
  ],
  ['azure', 'a divisor may be zero', 'adapters/azure/expressions.ts', ": help(frame, 'divisorOf', code)", ': code'],
  [
    'azure',
    'lists are compared like scalars',
    'adapters/azure/expressions.ts',
    "const equal = help(frame, 'equal', a, b);",
    "const equal = binary(a, '===', b);",
  ],
  [
    'azure',
    "a text's parts aren't looked at",
    'adapters/azure/expressions.ts',
    ": help(frame, 'string', lowerExpression(part, frame));",
    ': lowerExpression(part, frame);',
  ],
];

const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
for (const name of [
  'src',
  'adapters',
  'templates',
  'test',
  'examples',
  'package.json',
  'tsconfig.json',
  '.mocharc.json',
  'schema.json',
])
  cpSync(join(root, name), join(copy, name), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

/** The first case that fails, or nothing. */
function firstFailure(target) {
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const { stdout } = spawnSync(process.execPath, [mocha, '--bail', '--reporter', 'json', suite(target)], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const start = stdout.indexOf('{\n  "stats"');
  if (start < 0) return 'the suite cannot be loaded';
  const { stats, failures } = JSON.parse(stdout.slice(start));
  if (stats.tests === 0) throw new Error(`no test was run in ${suite(target)}`);
  return failures[0]?.fullTitle;
}

let survived = 0;
for (const [target, what, file, right, wrong] of mutants) {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(right).length !== 2) throw new Error(`${file} has not exactly one place with: ${right}`);
  writeFileSync(
    path,
    source.replace(right, () => wrong),
  );
  const failure = firstFailure(target);
  writeFileSync(path, source);
  if (failure === undefined) survived++;
  console.log(`${target}: ${what}\n  ${failure === undefined ? 'NOT NOTICED' : `noticed by: ${failure}`}`);
}
rmSync(copy, { recursive: true });
console.log(`${mutants.length - survived} of ${mutants.length} mistakes are noticed`);
process.exitCode = survived === 0 ? 0 : 1;
