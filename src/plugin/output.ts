import { coloured, plain, type Paint } from '../diagnostics/formats/paint';
import type { Writers } from './framework';

/** Where a command's words go. */
export interface Output {
  /** For programs: stdout, nothing else comes there. */
  machine(text: string): void;
  /** For people: stderr. */
  human(text: string): void;
  /** Ends the process with exit code 1, without stopping anything. */
  fail(): void;
  readonly paint: Paint;
}

/** Writes through the framework, which knows about its progress line and log level, or directly without it. */
export function createOutput(writers: Writers): Output {
  return {
    machine: text => (writers.writeText ? writers.writeText(text) : process.stdout.write(`${text}\n`)),
    human: text => (writers.log ? writers.log.notice(text) : process.stderr.write(`${text}\n`)),
    fail: () => {
      process.exitCode = 1;
    },
    paint: wantsColour(process.env, process.stderr.isTTY) ? coloured : plain,
  };
}

/** Colours only on a terminal, but for who asks: https://no-color.org and https://force-color.org. */
export function wantsColour(env: Readonly<Record<string, string | undefined>>, terminal: boolean | undefined): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '') return env['FORCE_COLOR'] !== '0';
  return terminal === true && env['TERM'] !== 'dumb';
}
