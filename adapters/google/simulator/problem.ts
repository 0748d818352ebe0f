import type { Place } from './parse/ast';

/** Why Google wouldn't deploy a source. */
export interface Problem extends Place {
  /** In Google's words where they are known. */
  readonly message: string;
  /** The routine and the step it is in, where it is in one. */
  readonly routine?: string;
  readonly step?: string;
}

/** Collects problems; it knows in which routine and step the reader is. */
export class Problems {
  readonly found: Problem[] = [];
  routine: string | undefined;
  step: string | undefined;

  /** Adds a problem of the current step, worded as `error in step NAME: ...`, as Google does (troubleshooting page). */
  add(place: Place, message: string): void {
    this.found.push({
      message: this.step === undefined ? message : `error in step ${this.step}: ${message}`,
      line: place.line,
      column: place.column,
      ...(this.routine === undefined ? {} : { routine: this.routine }),
      ...(this.step === undefined ? {} : { step: this.step }),
    });
  }
}

/** Thrown when a workflow that Google wouldn't deploy is run. */
export class DeploymentError extends Error {
  constructor(
    readonly workflow: string,
    readonly problems: readonly Problem[],
  ) {
    super(
      `Workflow "${workflow}" can't be deployed (INVALID_ARGUMENT):\n` +
        problems.map(problem => `  ${problem.line}:${problem.column} failed to build: ${problem.message}`).join('\n'),
    );
    this.name = 'DeploymentError';
  }
}
