let violations: string[] | undefined;

/** Notes a use of something that differs from replay to replay, when an orchestrator is what uses it. */
export function forbid(what: string): void {
  violations?.push(what);
}

/**
 * Runs one episode's synchronous part (an orchestrator has no other) and gives back what it may not use.
 * Noting instead of throwing: the orchestrator could catch what is thrown.
 */
export function watch<T>(run: () => T): { value: T; violations: readonly string[] } {
  const found: string[] = [];
  violations = found;
  try {
    return { value: run(), violations: found };
  } finally {
    violations = undefined;
  }
}
