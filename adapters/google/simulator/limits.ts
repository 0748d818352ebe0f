/**
 * https://cloud.google.com/workflows/quotas
 * The numbers for expressions, memory, strings and responses come from secondary sources; the smaller reading is taken.
 */
export const limits = {
  sourceBytes: 131_072,
  /** Counted with its `${` and `}`: the page doesn't say without. */
  expressionCharacters: 400,
  assignments: 50,
  conditions: 50,
  branches: { least: 2, most: 10 },
  parallelDepth: 2,
  concurrentBranches: 20,
  branchErrors: 100,
  stepsInList: 100_000,
  executedSteps: 100_000,
  callDepth: 20,
  parameters: 10,
  memoryBytes: 512 * 1024,
  stringBytes: 256 * 1024,
  argumentBytes: 32 * 1024,
  responseBytes: 2 * 1024 * 1024,
  httpTimeout: { standard: 300, most: 1800 },
  connectorTimeout: { standard: 1800, most: 31_536_000 },
  callbackTimeout: { standard: 43_200, most: 31_536_000 },
  sleepSeconds: 31_536_000,
} as const;
