import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { endChildren } from './run.mjs';
import { SetupError } from './setupError.mjs';

/** The repository. */
export const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));

/**
 * Runs a script's main function: its number is the exit code, its errors are printed for people.
 * @param {() => Promise<number | void>} main
 */
export async function entry(main) {
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])) {
    process.once(signal, () => {
      endChildren();
      process.exit(code);
    });
  }
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    const text =
      error instanceof SetupError ? error.toText() : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`\n${text}\n`);
  }
}
