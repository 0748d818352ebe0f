import fs from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';

export type Render = (template: string, data: unknown) => string;

/**
 * Compiles the templates of a folder beside this file; each is also a partial under its name (`a/b` for `a/b.hbs`).
 * Nothing is escaped by itself: a template says with a helper how a text gets into its language.
 */
export function loadTemplates(folder: string, helpers: Readonly<Record<string, (...args: never[]) => unknown>>): Render {
  const handlebars = Handlebars.create();
  for (const [name, helper] of Object.entries(helpers)) handlebars.registerHelper(name, helper as Handlebars.HelperDelegate);
  const templates = new Map<string, Handlebars.TemplateDelegate>();
  for (const [name, text] of readTemplates(path.join(__dirname, folder))) {
    const template = handlebars.compile(text, { noEscape: true });
    templates.set(name, template);
    handlebars.registerPartial(name, template);
  }
  return (name, data) => {
    const template = templates.get(name);
    if (!template) throw new Error(`There is no template ${folder}/${name}`);
    return template(data);
  };
}

function readTemplates(folder: string): [name: string, text: string][] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.hbs'))
    .sort()
    .map(file => [
      file.slice(0, -'.hbs'.length).replaceAll(path.sep, '/'),
      fs.readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n'),
    ]);
}
