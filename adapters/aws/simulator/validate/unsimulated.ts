import { isMap, type JsonMap } from '../../../../src/language/json';
import { resourceName } from '../integrations/integration';
import { integrations } from '../integrations/table';
import { collectPlaces, type Problem } from './places';

/** What a valid definition has that the simulator can't execute; each is named, nothing is ignored. */
export function unsimulated(definition: string): Problem[] {
  const parsed = JSON.parse(definition) as JsonMap;
  const places = collectPlaces(parsed);
  const problems: Problem[] = [];
  const refuse = (message: string, location: string): void => {
    problems.push({ severity: 'ERROR', code: 'NOT_SIMULATED', message, location });
  };
  for (const { state, location } of places.states) {
    if ((state.QueryLanguage ?? parsed.QueryLanguage) !== 'JSONata') refuse('Only JSONata states are simulated', location);
    if (state.Type === 'Task') {
      const resource = String(state.Resource);
      const name = resourceName(resource);
      if (name === undefined || !Object.hasOwn(integrations, name)) {
        refuse(
          `The resource ${resource} is not simulated; these are: ${Object.keys(integrations).join(', ')}`,
          `${location}/Resource`,
        );
      }
      if (state.Credentials !== undefined) refuse('Credentials of another account are not simulated', `${location}/Credentials`);
    }
  }
  for (const { graph, location, distributed } of places.graphs) {
    if (distributed && isMap(graph)) refuse('A Map in DISTRIBUTED mode is not simulated', location);
  }
  return problems;
}
