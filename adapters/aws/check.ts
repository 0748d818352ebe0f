import type { Context, Program } from '../../src/adapter';
import { checkErrorBodies } from './check/error-bodies';
import { checkExpress } from './check/express';
import { checkKeys } from './check/keys';
import { checkNames } from './check/names';
import { checkRequests } from './check/requests';
import { checkRoles } from './check/roles';
import { checkOptions } from './options';

/** What the capability table can't say. */
export function check(program: Program, context: Context): void {
  checkOptions(context);
  checkNames(program, context);
  for (const workflow of program.workflows) {
    checkRoles(workflow, context);
    checkExpress(workflow, context);
    checkRequests(workflow, context);
    checkErrorBodies(workflow, context);
    checkKeys(workflow, context);
  }
}
