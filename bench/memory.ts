import { parse } from 'yaml';
import { compileAll } from './compile.bench';
import { blockOf } from './services';

compileAll(parse(blockOf(10_000)));
process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
