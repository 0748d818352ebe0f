import { isMap, type Json, type JsonMap } from '../../../../src/language/json';

/** Something that is wrong with a definition, in the form of ValidateStateMachineDefinition's diagnostics. */
export interface Problem {
  /** ERROR: creation fails. WARNING: the service creates the machine, and every run that comes here fails or differs from what is written. */
  readonly severity: 'ERROR' | 'WARNING';
  /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html, and names of ours for warnings. */
  readonly code: string;
  readonly message: string;
  /** `/States/Pay/Catch[0]/Output/total`; `/` for the whole definition. */
  readonly location: string;
}

export type Report = (code: string, message: string, location: string, severity?: Problem['severity']) => void;

/** A graph of states: the machine, a branch of a Parallel state, the processor of a Map state. */
export interface GraphPlace {
  readonly graph: JsonMap;
  /** Empty for the machine. */
  readonly location: string;
  readonly kind: 'machine' | 'branch' | 'processor';
  /** The graph around it. */
  readonly outer?: GraphPlace;
  /** Whether it runs as executions of its own, which see no variables from outside. */
  readonly distributed: boolean;
}

export interface StatePlace {
  readonly name: string;
  readonly state: JsonMap;
  readonly location: string;
  readonly graph: GraphPlace;
}

export interface Places {
  readonly graphs: readonly GraphPlace[];
  readonly states: readonly StatePlace[];
}

/** All graphs and states of a definition, outer ones first. What isn't a map is left out here and reported elsewhere. */
export function collectPlaces(definition: JsonMap): Places {
  const graphs: GraphPlace[] = [];
  const states: StatePlace[] = [];
  const visit = (place: GraphPlace): void => {
    graphs.push(place);
    if (!isMap(place.graph.States)) return;
    for (const [name, state] of Object.entries(place.graph.States)) {
      if (!isMap(state)) continue;
      const statePlace = { name, state: state as JsonMap, location: `${place.location}/States/${name}`, graph: place };
      states.push(statePlace);
      innerGraphs(statePlace).forEach(visit);
    }
  };
  visit({ graph: definition, location: '', kind: 'machine', distributed: false });
  return { graphs, states };
}

function innerGraphs({ state, location, graph: outer }: StatePlace): GraphPlace[] {
  if (state.Type === 'Parallel' && Array.isArray(state.Branches)) {
    return (state.Branches as Json[]).flatMap((graph, i) =>
      isMap(graph)
        ? [
            {
              graph: graph as JsonMap,
              location: `${location}/Branches[${i}]`,
              kind: 'branch',
              outer,
              distributed: false,
            } as const,
          ]
        : [],
    );
  }
  if (state.Type === 'Map' && isMap(state.ItemProcessor)) {
    const graph = state.ItemProcessor as JsonMap;
    const distributed = isMap(graph.ProcessorConfig) && graph.ProcessorConfig.Mode === 'DISTRIBUTED';
    return [{ graph, location: `${location}/ItemProcessor`, kind: 'processor', outer, distributed }];
  }
  return [];
}
