import type { World } from '../engine';
import type { Environment } from '../language/expressions/evaluate';
import type { Json } from '../language/json';

/** What the expressions of a workflow see beside its names. */
export interface WorkflowFacts {
  readonly world: World;
  readonly workflowName: string;
  readonly executionId: string;
}

/**
 * The names that are in scope at a place. Assignments go to the frame that owns its names (the workflow's, or a
 * concurrent iteration's); a frame of bound names only hides and shows.
 */
export class Frame implements Environment {
  private readonly owner: Frame;

  private constructor(
    private readonly facts: WorkflowFacts,
    private readonly parent: Frame | undefined,
    /** Of an owning frame: what has been assigned. */
    private readonly values: Map<string, Json> | undefined,
    /** Of a frame of bound names: those, a few at most. */
    private readonly bound: readonly (readonly [string, Json])[],
  ) {
    this.owner = values || !parent ? this : parent.owner;
  }

  static ofWorkflow(facts: WorkflowFacts, input: Json): Frame {
    return new Frame(facts, undefined, new Map([['input', input]]), []);
  }

  /** A scope of its own: its names start as null, the outer ones can be read. */
  concurrent(): Frame {
    return new Frame(this.facts, this, new Map(), []);
  }

  /** The same scope with names bound on top. */
  bind(names: readonly (readonly [string, Json])[]): Frame {
    return new Frame(this.facts, this, undefined, names);
  }

  assign(name: string, value: Json): void {
    this.owner.values?.set(name, value);
  }

  lookup(name: string): Json {
    const value = this.values ? this.values.get(name) : this.bound.find(([bound]) => bound === name)?.[1];
    if (value !== undefined) return value;
    return this.parent ? this.parent.lookup(name) : null;
  }

  now(): number {
    return this.facts.world.clock.now();
  }

  uuid(): string {
    return this.facts.world.uuid();
  }

  /** The world is told: a case that depends on it may differ from target to target. */
  notDefined(what: string): void {
    const { world, workflowName } = this.facts;
    world.observe({ type: 'notDefined', time: world.clock.now(), target: workflowName, value: what });
  }

  get workflowName(): string {
    return this.facts.workflowName;
  }

  get executionId(): string {
    return this.facts.executionId;
  }
}
