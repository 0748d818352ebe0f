/**
 * What the plugin uses of the Serverless Framework's object; the same in osls 3, osls 4 and serverless 3.
 * The frameworks' own type packages disagree with each other and with their code, so this one is made by hand.
 */
export interface Serverless {
  /** The service's folder; absent when a command runs outside a service. */
  readonly serviceDir?: string;
  /** `serverless.yml`, relative to `serviceDir`. */
  readonly configurationFilename?: string;
  /** The configuration as it was read; its variables are resolved from `initialize` on. */
  readonly configurationInput?: Readonly<Record<string, unknown>>;
  readonly service: FrameworkService;
  readonly configSchemaHandler: { defineTopLevelProperty(name: string, schema: object): void };
  readonly classes: { readonly Error: new (message: string, code?: string) => Error };
  readonly config?: { readonly serverlessPath?: string };
  getProvider(name: string): AwsProvider | undefined;
}

export interface FrameworkService {
  readonly service: string;
  readonly provider: FrameworkProvider;
  /** Lists of maps are merged from `initialize` on. */
  readonly functions?: Readonly<Record<string, FrameworkFunction>>;
  readonly resources?: { readonly Resources?: object; readonly Outputs?: object };
}

export interface FrameworkProvider {
  readonly name: string;
  readonly stage?: string;
  readonly region?: string;
  readonly runtime?: string;
  readonly timeout?: number;
  readonly environment?: Readonly<Record<string, unknown>>;
  /** There from `package:initialize` on, when the provider is AWS. */
  readonly compiledCloudFormationTemplate?: CloudFormationTemplate;
  readonly [option: string]: unknown;
}

export interface FrameworkFunction {
  readonly handler?: string;
  readonly name?: string;
  readonly runtime?: string;
  readonly timeout?: number;
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly [option: string]: unknown;
}

export interface CloudFormationTemplate {
  Resources?: Record<string, unknown>;
  Outputs?: Record<string, unknown>;
}

export interface AwsProvider {
  getStage(): string;
  getRegion(): string;
  readonly naming: { getLambdaLogicalId(functionKey: string): string };
}

/** What the framework hands a plugin for its output; empty when a program adds the plugin itself. */
export interface Writers {
  readonly log?: { error(text: string): void; warning(text: string): void; notice(text: string): void };
  readonly writeText?: (text: string) => void;
}

/** The options of the running command. */
export type CliOptions = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

export interface Command {
  readonly usage: string;
  readonly lifecycleEvents?: readonly string[];
  readonly serviceDependencyMode?: 'required' | 'optional';
  readonly options?: Readonly<Record<string, CommandOption>>;
  readonly commands?: Readonly<Record<string, Command>>;
}

export interface CommandOption {
  readonly usage: string;
  readonly type: 'string' | 'boolean' | 'multiple';
  readonly required?: boolean;
  readonly shortcut?: string;
}
