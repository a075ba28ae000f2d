import { spawn } from 'node:child_process';
import { XceptionError } from '../../shared/xceptionError';
import { failed } from './downloadErrors';

/** How Python 3 is called here: on Windows the launcher needs `-3`. */
export type Python = readonly string[];

interface Run {
  /** Null for a program that is not there or was killed. */
  readonly code: number | null;
  readonly output: string;
}

const CANDIDATES: readonly Python[] =
  process.platform === 'win32' ? [['py', '-3'], ['python'], ['python3']] : [['python3'], ['python']];
/** Of what a program writes, the end tells what went wrong. */
const KEPT_CHARACTERS = 2000;

/**
 * A Python 3 with pip.
 *
 * @throws XceptionError `download-failed` that says what to install
 */
export async function findPython(signal?: AbortSignal): Promise<Python> {
  const ask = 'import sys, pip; sys.exit(sys.version_info[0] != 3)';
  for (const python of CANDIDATES) {
    if ((await run(python, ['-c', ask], signal)).code === 0) return python;
  }
  throw failed(
    'There is no Python 3 with pip on PATH, which fetches this model. Install both and try again.',
  );
}

/**
 * Runs Python to its end.
 *
 * @param doing - for the message: "pip could not fetch X"
 * @throws XceptionError `download-failed` with the last line of what it wrote; `cancelled`
 */
export async function runPython(
  python: Python,
  args: readonly string[],
  {
    doing,
    env,
    signal,
  }: { readonly doing: string; readonly env?: NodeJS.ProcessEnv; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const { code, output } = await run(python, args, signal, env);
  if (code === 0) return;
  const last = output.trim().split('\n').at(-1)?.trim() ?? '';
  throw failed(
    `${doing} failed${last === '' ? '' : `: ${last}`}. Check the network (behind a proxy: HTTPS_PROXY; with an index of your own: PIP_INDEX_URL) and the room on the disk, and try again.`,
  );
}

/** @throws XceptionError `cancelled` */
function run(
  [command = '', ...first]: Python,
  args: readonly string[],
  signal: AbortSignal | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-KEPT_CHARACTERS);
      });
    }
    const cancel = (): void => {
      child.kill();
    };
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) cancel();
    child.once('error', () => undefined); // not there: closed with a code of its own
    child.once('close', (code) => {
      signal?.removeEventListener('abort', cancel);
      if (signal?.aborted) reject(new XceptionError('cancelled', 'Cancelled.'));
      else resolve({ code, output });
    });
  });
}
