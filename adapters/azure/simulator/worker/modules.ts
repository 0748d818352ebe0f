import Module from 'node:module';

type Load = (request: string, parent: { filename?: string } | undefined, isMain: boolean) => unknown;

/** Answers some requests of `require` itself: `replace` gives a module's exports, or undefined to leave it alone. */
export function interceptRequire(replace: (request: string, from: string | undefined) => object | undefined): void {
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  loader._load = function (request, parent, isMain) {
    return replace(request, parent?.filename) ?? load.call(this, request, parent, isMain);
  };
}
