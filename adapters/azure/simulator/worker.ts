import { serve } from './worker/serve';

// The entry of the process that holds the app. See process.ts for the other side.
serve();
