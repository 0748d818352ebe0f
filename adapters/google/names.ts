/**
 * Words that mean something in Google's expressions: keywords, functions and modules of the standard library.
 * Variables and subworkflows share their names, so a user's variable that hits one gets another name.
 * https://cloud.google.com/workflows/docs/reference/stdlib/overview
 */
export const reservedWords: ReadonlySet<string> = new Set(
  (
    'and or not in true false null AND OR NOT IN True False TRUE FALSE Null NULL ' +
    'default double get_type if int keys len string ' +
    'base64 events experimental googleapis hash http json list map math retry sys text time uuid ' +
    'main break continue end'
  ).split(' '),
);

/** Hands out names that are used once; what is taken already keeps its own. */
export class Names {
  private readonly taken: Set<string>;

  constructor(
    taken: Iterable<string>,
    private readonly below?: Names,
  ) {
    this.taken = new Set(taken);
  }

  has(name: string): boolean {
    return this.taken.has(name) || (this.below?.has(name) ?? false);
  }

  /** Names of its own beside these: for a trial that is thrown away. */
  copy(): Names {
    return new Names([], this);
  }

  /** The name itself, or with the first number that makes it new. */
  fresh(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.has(name); n++) name = `${wanted}_${n}`;
    this.taken.add(name);
    return name;
  }
}

/** `reserve-stock`, `reserveStock`: `RESERVE_STOCK`. */
export function upperSnake(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}
