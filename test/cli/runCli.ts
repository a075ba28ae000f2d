import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../support/paths';

/** How a run of the command line ended. */
export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  /** Added to this process' environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with the process once it is started. */
  readonly onStart?: (child: ChildProcess) => void;
  /** Called with the process and what it has written to stdout so far, whenever that grows. */
  readonly onStdout?: (child: ChildProcess, soFar: string) => void;
}

export const cliEntry = path.join(projectRoot, 'dist', 'cli.js');

/** Runs the built command line as a process of its own, without a terminal. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  return runNode([cliEntry, ...args], options);
}

/** Runs Node and collects what it writes. */
export function runNode(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const { cwd = projectRoot, env = {}, onStart, onStdout } = options;
  const child = spawn(process.execPath, args, {
    cwd,
    // What would change a result: a width, a model, a folder that npm remembers.
    env: {
      ...process.env,
      COLUMNS: undefined,
      INIT_CWD: undefined,
      XCEPTION_MODEL: undefined,
      npm_lifecycle_event: undefined,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onStart?.(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    onStdout?.(child, stdout);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}
