import { loadTemplates } from '../../templates/load';

const render = loadTemplates('google', { json: literal });

/** The program around a handler: an HTTP function that speaks the contract of the language's page on functions. */
export function wrapperFor(handler: string): string {
  return render('function', { handler });
}

/** A text as a string of JavaScript. */
function literal(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
