import { plain } from '../../diagnostics/formats/paint';
import type { CaseResult, TestedCase } from '../testing';
import { diffLines } from './diff';

/**
 * JUnit's XML as continuous integration reads it: a suite for each engine, a refusal, or what can't be run here, as a skipped test.
 * @see https://github.com/testmoapp/junitxml
 */
export function formatJunit(tested: readonly TestedCase[]): string {
  const engines = [...new Set(tested.flatMap(({ results }) => results.map(({ engine }) => engine)))];
  const suites = engines.map(engine => suite(engine, tested));
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>'].join('\n');
}

function suite(engine: string, tested: readonly TestedCase[]): string {
  const results = tested.flatMap(each =>
    each.results.filter(result => result.engine === engine).map(result => ({ each, result })),
  );
  const count = (outcome: CaseResult['outcome']): number => results.filter(({ result }) => result.outcome === outcome).length;
  const counts = `tests="${results.length}" failures="${count('failed')}" skipped="${count('refused') + count('notRun')}"`;
  const lines = results.map(({ each, result }) => testcase(each, result));
  return [`  <testsuite name="${escape(engine)}" ${counts}>`, ...lines, '  </testsuite>'].join('\n');
}

function testcase({ case: given, file }: TestedCase, result: CaseResult): string {
  const names = `classname="${escape(given.workflow)}" name="${escape(given.name)}" file="${escape(file)}"`;
  const head = `    <testcase ${names} time="${result.elapsed / 1000}"`;
  if (result.outcome === 'passed') return `${head}/>`;
  const refusals = result.refusals.map(({ code, message }) => `${code}: ${message}`);
  const reasons = [...refusals, ...result.differences.map(({ message }) => message)];
  const inner = result.outcome === 'failed' ? failure(result, refusals) : `<skipped message="${escape(reasons.join('; '))}"/>`;
  return `${head}>\n      ${inner}\n    </testcase>`;
}

function failure({ differences }: CaseResult, refusals: readonly string[]): string {
  const messages = [...refusals, ...differences.map(({ message }) => message)];
  const details = differences.flatMap(difference => [difference.message, ...diffLines(difference, plain)]);
  return `<failure message="${escape(messages.join('; '))}">${escape([...refusals, ...details].join('\n'))}</failure>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML 1.0 has no way to write most control characters, nor half a surrogate pair. */
function escape(text: string): string {
  return text
    .replace(/[&<>"']/g, char => entities[char]!)
    .replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('\n', '&#10;');
}
