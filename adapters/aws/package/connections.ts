import type { Context, HttpStep, Workflow } from '../../../src/adapter';
import { optionsOf } from '../options';
import { connectionPlaceholder } from '../placeholders';
import { usedBy } from '../used';
import { arnOf, sub, type Value } from './arns';

/** The service's own connection, for requests that need no credentials: AWS wants one all the same. */
export const ownConnectionId = 'OrchestrationHttpConnection';

export interface Connection {
  readonly placeholder: string;
  readonly arn: Value;
  /** The ARN of the secret with its credentials. */
  readonly secret: Value;
}

const anyConnectionSecret = sub(
  'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:events!connection/*',
);

/** The connections of a workflow's requests, each once. */
export function connectionsOf(workflow: Workflow, context: Context): readonly Connection[] {
  const found = new Map<string, Connection>();
  for (const step of usedBy(workflow).requests) {
    const connection = connectionOf(step, workflow, context);
    found.set(connection.placeholder, connection);
  }
  return [...found.values()];
}

function connectionOf(step: HttpStep, workflow: Workflow, context: Context): Connection {
  const { connection, connections = {} } = optionsOf(workflow, context);
  const placeholder = connectionPlaceholder(step, workflow, context);
  const position = /^HttpConnection(\d+)$/.exec(placeholder)?.[1];
  const given =
    position === undefined ? connection : connections[Object.keys(connections).sort()[Number(position) - 1] as string];
  if (given !== undefined) return { placeholder, arn: given, secret: anyConnectionSecret };
  return { placeholder, arn: arnOf(ownConnectionId), secret: { 'Fn::GetAtt': [ownConnectionId, 'SecretArn'] } };
}

export function usesOwnConnection(workflow: Workflow, context: Context): boolean {
  return connectionsOf(workflow, context).some(({ arn }) => JSON.stringify(arn) === JSON.stringify(arnOf(ownConnectionId)));
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-connection.html */
export function ownConnection({ project }: Context): Value {
  return {
    Type: 'AWS::Events::Connection',
    Properties: {
      Description: `Requests of the workflows of ${project.service} that need no credentials`,
      AuthorizationType: 'API_KEY',
      AuthParameters: {
        ApiKeyAuthParameters: { ApiKeyName: 'X-Workflow-Service', ApiKeyValue: `${project.service}-${project.stage}` },
      },
    },
  };
}
