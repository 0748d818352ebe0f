import type { World } from '../engine';
import type { Environment } from '../language/expressions/evaluate';
import type { Json } from '../language/json';

/** What stays the same through one execution. */
export interface ExecutionFacts {
  readonly world: World;
  readonly workflowName: string;
  readonly executionId: string;
}

/**
 * The names that are in scope at a place. Assignments go to the frame that owns its names (the workflow's, or a
 * concurrent iteration's); a frame of bound names only hides and shows.
 */
export class Frame implements Environment {
  private readonly values = new Map<string, Json>();
  private readonly owner: Frame;

  private constructor(
    private readonly facts: ExecutionFacts,
    private readonly parent: Frame | undefined,
    owner: Frame | undefined,
  ) {
    this.owner = owner ?? this;
  }

  static ofWorkflow(facts: ExecutionFacts, input: Json): Frame {
    const frame = new Frame(facts, undefined, undefined);
    frame.values.set('input', input);
    return frame;
  }

  /** A scope of its own: its names start as null, the outer ones can be read. */
  concurrent(): Frame {
    return new Frame(this.facts, this, undefined);
  }

  /** The same scope with names bound on top. */
  bind(names: readonly (readonly [string, Json])[]): Frame {
    const frame = new Frame(this.facts, this, this.owner);
    for (const [name, value] of names) frame.values.set(name, value);
    return frame;
  }

  assign(name: string, value: Json): void {
    this.owner.values.set(name, value);
  }

  lookup(name: string): Json {
    const value = this.values.get(name);
    if (value !== undefined) return value;
    return this.parent ? this.parent.lookup(name) : null;
  }

  now(): number {
    return this.facts.world.clock.now();
  }

  uuid(): string {
    return this.facts.world.uuid();
  }

  get workflowName(): string {
    return this.facts.workflowName;
  }

  get executionId(): string {
    return this.facts.executionId;
  }
}
