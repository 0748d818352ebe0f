import type { Artefact, Context, Workflow } from '../../src/adapter';
import { definitionTooLarge } from './diagnostics';
import { type Asl, type Machine, Placeholder } from './model';

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const greatestDefinition = 1_048_576;

/** A machine's definition as a file: JSON, in the order of the source. */
export function print(model: Machine, workflow: Workflow, context: Context): readonly Artefact[] {
  const content = `${printAsl(model as unknown as Asl)}\n`;
  const bytes = Buffer.byteLength(content);
  if (bytes > greatestDefinition) context.report(definitionTooLarge({ path: workflow.origin, key: true }, workflow.name, bytes));
  return [{ path: `${workflow.name}.asl.json`, content, workflow: workflow.name }];
}

/**
 * A definition as JSON in which `${X}` is a place for an ARN and nothing else is: a dollar before a brace in the user's
 * text is spelled `\u0024`, which JSON reads as the same text and CloudFormation leaves alone.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-stepfunctions-statemachine.html
 */
export function printAsl(value: Asl, indent = ''): string {
  if (value instanceof Placeholder) return `"\${${value.name}}"`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value as readonly Asl[];
    if (items.every(item => typeof item !== 'object' || item === null))
      return `[${items.map(item => printAsl(item)).join(', ')}]`;
    return `[\n${items.map(item => `${deeper}${printAsl(item, deeper)}`).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value as Readonly<Record<string, Asl>>);
  if (entries.length === 0) return '{}';
  return `{\n${entries.map(([key, item]) => `${deeper}${scalar(key)}: ${printAsl(item, deeper)}`).join(',\n')}\n${indent}}`;
}

function scalar(value: null | boolean | number | string): string {
  return JSON.stringify(value).replaceAll('${', '\\u0024{');
}
