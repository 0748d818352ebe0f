/**
 * What the target would refuse, or an execution there would never end with: a bug of the artefact, not a failure of the workflow.
 * `Engine.run` rejects with it.
 */
export class SimulationError extends Error {
  override readonly name = 'SimulationError';
}
