import type { Adapter } from '../adapter';
import * as found from '../diagnostics/catalogue';
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Program } from '../language/ir';
import { supportOf, usesOf, wordsFor } from './uses';

/** What a target refuses, or does with a difference, by its table. */
export function checkCapabilities(program: Program, adapter: Pick<Adapter, 'title' | 'capabilities'>): readonly Diagnostic[] {
  return program.workflows.flatMap(usesOf).flatMap(use => {
    const support = supportOf(use, adapter.capabilities);
    if (support.level === 'refused') return [found.refused(use.place, adapter.title, wordsFor(use), support.why)];
    if (support.level === 'degraded') return [found.degraded(use.place, adapter.title, wordsFor(use), support.how)];
    return [];
  });
}
