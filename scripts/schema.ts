import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adapters } from '../adapters/index';
import { jsonSchema } from '../src/language/schema';

/** Writes schema.json, which the package ships for editors. */
export const schemaFile = join(__dirname, '../schema.json');

export function schemaText(): string {
  return `${JSON.stringify(jsonSchema(adapters.map(({ name, options }) => ({ name, ...options }))), null, 2)}\n`;
}

if (require.main === module) writeFileSync(schemaFile, schemaText());
