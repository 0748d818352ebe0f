/** A mistake in the workflow that shows at run time. Nothing in a workflow takes it: it ends the execution. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}
