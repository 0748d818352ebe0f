// The examples name the plugin as any service would; this makes the name resolve to this checkout.
import { existsSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const link = `${root}node_modules/serverless-orchestration`;
if (existsSync(`${root}node_modules`) && !existsSync(link)) symlinkSync('..', link, 'junction');
