import type { Context, Workflow } from '../../../src/adapter';
import { stepsIn } from '../../../src/language/visit';
import { forbiddenHeader, httpsOnly, httpTimeout } from '../diagnostics';
import { urlStart } from '../placeholders';

/** https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html */
const forbidden =
  /^(authorization|connection|host|cache-control|content-encoding|content-md5|date|expect|max-forwards|proxy-.*|server|te|trailer|transfer-encoding|upgrade|via|accept-encoding|if-.*|warning|www-authenticate|x-forwarded-.*|x-amz-.*|x-amzn-.*)$/i;

/** What HTTP tasks refuse, where it can be seen. */
export function checkRequests(workflow: Workflow, context: Context): void {
  for (const step of stepsIn(workflow.body)) {
    if (step.kind !== 'http') continue;
    const start = urlStart(step);
    if (/^http:/i.test(start)) context.report(httpsOnly(step.url.place, start));
    if (step.headers?.kind === 'map') {
      for (const { key, value } of step.headers.entries)
        if (forbidden.test(key)) context.report(forbiddenHeader(value.place, key));
    }
    const { timeout } = step;
    if (timeout.kind === 'literal' && typeof timeout.value === 'number' && timeout.value >= 60) {
      context.report(httpTimeout(timeout.place, timeout.value));
    }
  }
}
