/**
 * The `orchestration` block as a type for `serverless.ts`: intersect it with the framework's own.
 *
 * @example
 * import type { AWS } from '@serverless/typescript';
 * import type { Orchestration } from 'serverless-orchestration';
 * const service: AWS & Orchestration = { ... };
 */
export interface Orchestration {
  orchestration: OrchestrationBlock;
}

export interface OrchestrationBlock {
  /** `aws`, `google`, `azure`, or the name of a third party's adapter; `provider.name` when absent. */
  target?: string;
  workflows: { [name: string]: WorkflowBlock };
  /** Modules with targets of third parties: a path in the service that begins with `./`, or a package. */
  adapters?: string[];
  /** Where the cases are; `**\/*.cases.yml` when absent. */
  tests?: string | string[];
  aws?: object;
  google?: object;
  azure?: object;
}

/** Any value; strings may hold `{{ expressions }}`. */
export type Template = unknown;
/** An expression, with or without `{{ }}`, or a literal boolean. */
export type Condition = string | boolean;
/** `1d2h30m10s`, ISO 8601, whole seconds, or a template that gives seconds. */
export type Duration = string | number;

export interface Block {
  do?: Step[];
  output?: Template;
}

export interface WorkflowBlock extends Block {
  description?: string;
  timeout?: Duration;
  /** JSON Schema of the input. */
  input?: object;
  events?: { schedule: Schedule }[];
  aws?: object;
  google?: object;
  azure?: object;
}

export interface Schedule {
  /** Five Unix fields. */
  cron?: string;
  /** `5 minutes`, `1 hour`, `2 days`. */
  rate?: string;
  /** An IANA name. */
  timezone?: string;
  input?: unknown;
}

/** One key: the step's name. */
export interface Step {
  [name: string]: StepBody;
}

export type StepBody =
  | CallBody
  | HttpBody
  | RunBody
  | SetBody
  | DoBody
  | SwitchBody
  | ForBody
  | WhileBody
  | UntilBody
  | ParallelBody
  | RaiseBody
  | WaitBody
  | ReturnBody;

interface Described {
  description?: string;
  if?: Condition;
}

interface Failing extends Described {
  retry?: RetryPolicy | RetryPolicy[];
  catch?: CatchEntry[];
}

export interface RetryPolicy {
  errors?: string[];
  maxRetries?: number;
  delay?: Duration;
  backoff?: number;
  maxDelay?: Duration;
}

export interface CatchEntry extends Block {
  errors?: string[];
  as?: string;
}

export interface CallBody extends Failing {
  call: string;
  with?: Template;
  timeout?: Duration;
}

export interface HttpBody extends Failing {
  http:
    | string
    | {
        method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
        url: string;
        headers?: Template;
        query?: Template;
        body?: Template;
      };
  timeout?: Duration;
}

export interface RunBody extends Failing {
  run: string;
  with?: Template;
  timeout?: Duration;
}

export interface SetBody extends Described {
  set: { [variable: string]: Template };
}

export interface DoBody extends Failing {
  do?: Step[];
  try?: Step[];
  output?: Template;
}

export interface SwitchBody extends Failing {
  switch: (Block & { when: Condition })[];
  default?: Step[] | Block;
}

export interface ForBody extends Failing, Block {
  for: { each: string; in: string | unknown[]; at?: string; where?: Condition };
  concurrency?: number;
  settle?: boolean;
  until?: Condition;
}

export interface WhileBody extends Failing, Block {
  while: Condition;
  every?: Duration;
  max?: number;
}

export interface UntilBody extends Failing, Block {
  until: Condition;
  every?: Duration;
  max?: number;
}

export interface ParallelBody extends Failing {
  parallel: { [branch: string]: Block | StepBody };
  settle?: boolean;
}

export interface RaiseBody extends Described {
  raise: string | { name: string; message?: string; details?: Template };
}

export interface WaitBody extends Failing {
  wait: Duration | { until: Template };
}

export interface ReturnBody extends Described {
  return: Template;
}
