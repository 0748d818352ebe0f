/** A command was called in a way that makes no sense: shown to the user as it is, without a stack. */
export class UsageError extends Error {}
