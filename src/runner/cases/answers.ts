import type { HttpAnswer, HttpRequest, FunctionAnswer, FunctionCall } from '../../engine';
import { isMap, type Json, type JsonMap, own, sameJson } from '../../language/json';
import type { Answer, Case } from './case';
import { sameUrl } from './urls';

/** Something a case forgot to answer, or can't answer: an error of the case, not of the workflow. */
export class CaseProblem extends Error {}

/** The answers of one run of a case: those without `when` are used up in turn, the last one repeats. */
export interface Answers {
  /** Undefined when the case says nothing of the function. */
  ofFunction(call: FunctionCall): { readonly after: number; readonly answer: FunctionAnswer } | undefined;
  ofHttp(request: HttpRequest): { readonly after: number; readonly answer: HttpAnswer } | undefined;
}

export function answersOf(given: Pick<Case, 'functions' | 'http'>): Answers {
  const turns = new Map<string, number>();
  const next = (key: string, list: readonly Answer[], input: Json): Answer | undefined => {
    const matching = list.find(answer => answer.when !== undefined && matches(answer.when, input));
    if (matching) return matching;
    const inTurn = list.filter(answer => answer.when === undefined);
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    return inTurn[Math.min(turn, inTurn.length - 1)];
  };
  return {
    ofFunction({ function: name, input }) {
      const list = Object.hasOwn(given.functions, name) ? given.functions[name] : undefined;
      const answer = list && next(`function ${name}`, list, input);
      return answer && { after: answer.after, answer: functionAnswer(answer) };
    },
    ofHttp(request) {
      const key = httpKey(Object.keys(given.http), request);
      const answer =
        key === undefined ? undefined : next(`http ${key}`, given.http[key] as readonly Answer[], requestValue(request));
      return answer && { after: answer.after, answer: httpAnswer(answer) };
    },
  };
}

/** A map matches where each of its fields equals the input's, null a missing one; anything else matches by equality. */
function matches(when: Json, input: Json): boolean {
  if (!isMap(when)) return sameJson(when, input);
  return isMap(input) && Object.entries(when).every(([key, value]) => sameJson(value as Json, own(input as JsonMap, key)));
}

function functionAnswer({ outcome }: Answer): FunctionAnswer {
  if (outcome.kind === 'raises')
    return { ok: false, error: { name: outcome.name, message: outcome.message }, platform: outcome.name === 'Unavailable' };
  return { ok: true, value: outcome.kind === 'returns' ? outcome.value : null };
}

function httpAnswer({ outcome }: Answer): HttpAnswer {
  if (outcome.kind !== 'responds') return { ok: false, message: outcome.kind === 'raises' ? outcome.message : 'no answer' };
  const { status, headers, body } = outcome;
  const text = body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return { ok: true, status, headers, body: text };
}

/** The entry for a request: the method and URL, else the URL, else "*". */
function httpKey(keys: readonly string[], { method, url }: HttpRequest): string | undefined {
  const exact = keys.find(key => key.startsWith(`${method} `) && sameUrl(key.slice(method.length + 1).trim(), url));
  return exact ?? keys.find(key => sameUrl(key, url)) ?? keys.find(key => key === `${method} *`) ?? keys.find(key => key === '*');
}

/** What `when` of an http answer is held against. */
function requestValue({ method, url, headers, body }: HttpRequest): Json {
  return { method, url, headers, body: body === undefined ? null : (JSON.parse(body) as Json), query: queryOf(url) };
}

function queryOf(url: string): JsonMap {
  try {
    return Object.fromEntries(new URL(url).searchParams);
  } catch {
    return {};
  }
}
