import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * The environment for a process of ours: the parent's, without what would change how Node starts, and with the flag that
 * makes Electron behave as Node.
 */
export function forkEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => name !== 'NODE_OPTIONS' && !name.startsWith('VSCODE_'),
  );
  return { ...Object.fromEntries(inherited), ...extra, ELECTRON_RUN_AS_NODE: '1' };
}

/** Starts a process of ours: messages in full, errors on a pipe, nothing else of the parent's. */
export function forkProcess(
  entry: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  return fork(entry, [...args], {
    serialization: 'advanced',
    execArgv: [],
    env: forkEnvironment(env),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** Lines that are kept of what a process says. */
const LAST_LINES = 20;

/**
 * The last lines that a process has written to stderr, as they come.
 *
 * @param onLine - gets all of them
 */
export function lastLinesOf({ stderr }: ChildProcess, onLine?: (line: string) => void): readonly string[] {
  const lines: string[] = [];
  if (!stderr) return lines;
  createInterface({ input: stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > LAST_LINES) lines.shift();
    onLine?.(line);
  });
  return lines;
}

/** How a process ended, for a person: its signal or exit code, and the last thing it said. */
export function describeEnd(
  code: number | null,
  signal: NodeJS.Signals | null,
  lastLines: readonly string[],
): string {
  const end = signal ? `by ${signal}` : `with exit code ${code ?? 'unknown'}`;
  const last = lastLines.findLast((line) => line.trim() !== '');
  return last === undefined ? end : `${end}; it last said "${last.trim().slice(0, 300)}"`;
}
