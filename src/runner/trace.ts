import type { Block, Program, Step, Workflow } from '../language/ir';
import type { Json } from '../language/json';
import { stepsIn } from '../language/visit';

/** A call as the world outside sees it. */
export type RecordedCall = (
  | { readonly kind: 'function'; readonly function: string; readonly input: Json }
  | { readonly kind: 'http'; readonly method: string; readonly url: string; readonly body?: Json }
) & {
  /** The step that made it, where that is known: in the local runner's trace. */
  readonly step?: string;
};

/** Calls that may or may not be made, any number of times: those of a concurrent step that ended in an error. */
export interface Loose {
  readonly functions: ReadonlySet<string>;
  readonly http: boolean;
}

/**
 * The calls of an execution as far as their order is defined: one after another, or as a bag where an outermost
 * concurrent step made them.
 */
export type TraceEntry =
  | { readonly kind: 'call'; readonly call: RecordedCall }
  | { readonly kind: 'bag'; readonly calls: readonly RecordedCall[]; readonly loose?: Loose };

/** Where a part of an execution records its calls. */
export interface Recorder {
  record(call: RecordedCall): void;
  /** A concurrent step begins: its parts record into the recorder that is answered, and `end` says how it went. */
  concurrent(step: Step, program: Program): Recorder & { end(failed: boolean): void };
}

export class Trace implements Recorder {
  readonly entries: TraceEntry[] = [];

  record(call: RecordedCall): void {
    this.entries.push({ kind: 'call', call });
  }

  concurrent(step: Step, program: Program): Bag {
    return new Bag(step, program, (calls, loose) => {
      if (calls.length > 0 || loose) this.entries.push({ kind: 'bag', calls, ...(loose ? { loose } : {}) });
    });
  }
}

class Bag implements Recorder {
  private readonly calls: RecordedCall[] = [];
  private loose: Loose | undefined;

  constructor(
    private readonly step: Step,
    private readonly program: Program,
    private readonly deliver: (calls: readonly RecordedCall[], loose: Loose | undefined) => void,
  ) {}

  record(call: RecordedCall): void {
    this.calls.push(call);
  }

  concurrent(step: Step, program: Program): Bag {
    return new Bag(step, program, (calls, loose) => {
      this.calls.push(...calls);
      this.loose = union(this.loose, loose);
    });
  }

  end(failed: boolean): void {
    if (failed) this.deliver([], possibleCalls(this.step, this.program));
    else this.deliver(this.calls, this.loose);
  }
}

function union(a: Loose | undefined, b: Loose | undefined): Loose | undefined {
  if (!a || !b) return a ?? b;
  return { functions: new Set([...a.functions, ...b.functions]), http: a.http || b.http };
}

/** What a step could call, through the workflows it runs too. */
function possibleCalls(step: Step, program: Program): Loose {
  const functions = new Set<string>();
  let http = false;
  const seen = new Set<string>();
  const visit = (block: Block): void => {
    for (const inner of stepsIn(block)) {
      if (inner.kind === 'call') functions.add(inner.function);
      if (inner.kind === 'http') http = true;
      if (inner.kind === 'run' && !seen.has(inner.workflow)) {
        seen.add(inner.workflow);
        visit((program.workflows.find(workflow => workflow.name === inner.workflow) as Workflow).body);
      }
    }
  };
  visit({ steps: [step], origin: step.origin });
  return { functions, http };
}
