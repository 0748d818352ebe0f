import { hostileKeys, hostileTexts } from '../generate/pools';
import { createRandom } from '../random';

/** What such a text would leave behind if any of it were ever run as JavaScript in this process. */
export const canary = '__hostileTextWasRun';

const run = `globalThis.${canary}=1`;

/** Texts made to close what they stand in, and to go on as code, by the language that they attack. */
export const attacks: Readonly<Record<string, readonly string[]>> = {
  json: ['"}', '","x":"', '\\u0022,"x":1,"y":"', '"}}}]}', '\u0000', '\b\f\v\u001f', '\u007f', '\\', '\\\\"'],
  yaml: [
    '\n- x:\n    call: sys.log',
    '\nmain:\n  steps: []',
    '"\n  x: 1',
    "'\n  x: 1",
    '# x',
    ' #x',
    ': ',
    '*a',
    '<<: *a',
    '---\n...',
    '%YAML 1.2',
    '\t- a',
    '!!js/function x',
    '\u0085x',
    '\ufeff',
  ],
  jsonata: [
    '{% $error("x") %}',
    '%}{% 1 %}',
    '" & $states.input & "',
    '")}%}',
    '$eval("1")',
    '/* x */ 1',
    '`a`',
    '$',
    '$$',
    "'; $error()",
    '$states.context.Execution.Id',
  ],
  google: ['${sys.get_env("X")}', '" + sys.log("x") + "', '"}${1}', '\\"+input+\\"', '$${x}', '${"${1}"}', '}', '\\${x}'],
  javascript: [
    `';${run};'`,
    `";${run};"`,
    `\`;${run};\``,
    `\${${run}}`,
    `*/${run}/*`,
    `\n${run}\n//`,
    `\u2028${run}//`,
    `</script><script>${run}</script>`,
    `\\';${run};//`,
    `');${run};('`,
    `"]);${run};(["`,
    `constructor.constructor("${run}")()`,
  ],
  handlebars: [
    '{{this}}',
    '{{{this}}}',
    '{{#each this}}x{{/each}}',
    '{{> x}}',
    '{{lookup . "constructor"}}',
    '{{!-- x --}}',
    '\\{{x}}',
    '}}{{',
    '&amp;<b>',
  ],
  cloudformation: [
    '${AWS::AccountId}',
    '${!Literal}',
    '${Ref}',
    '{"Ref":"AWS::Region"}',
    '{{resolve:ssm:x}}',
    'Fn::GetAtt',
    '${self:service}',
    '${env:PATH}',
  ],
};

/** Texts in a random order, two to four in each: where one ends another begins. */
function glued(seed: number, count: number): string[] {
  const random = createRandom(seed);
  const pieces = [...hostileTexts, ...Object.values(attacks).flat()];
  return Array.from({ length: count }, () => random.shuffled(pieces).slice(0, random.whole(2, 4)).join(''));
}

/** A character of nearly every kind, every one of ASCII's among them. */
const everything =
  Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join('') + 'äß\u00a0\u200b日本\ud83d\ude00\ufffd';

export const texts: readonly string[] = [
  ...new Set([...hostileTexts, ...hostileKeys, ...Object.values(attacks).flat(), ...glued(7, 60), everything]),
];
