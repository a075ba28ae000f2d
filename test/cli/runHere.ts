import path from 'node:path';
import { runCommandLine } from '../../src/cli/runCommandLine';
import type { Output } from '../../src/cli/cliContext';
import { projectRoot } from '../support/paths';
import type { CliRun } from './runCli';

export interface HereOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Makes stdout and stderr a terminal of so many columns. */
  readonly columns?: number;
  readonly colour?: boolean;
}

/** An output that keeps what is written to it. */
export interface MemoryOutput extends Output {
  readonly text: () => string;
}

export function memoryOutput({ columns, colour = false }: Omit<HereOptions, 'env'> = {}): MemoryOutput {
  let written = '';
  return {
    write: (text) => (written += text),
    columns,
    isTerminal: columns !== undefined,
    colour,
    text: () => written,
  };
}

/** Runs the command line in this process: for what needs no process, and for terminals. */
export async function runHere(args: readonly string[], options: HereOptions = {}): Promise<CliRun> {
  const [stdout, stderr] = [memoryOutput(options), memoryOutput(options)];
  const code = await runCommandLine(args, {
    stdout,
    stderr,
    env: options.env ?? {},
    dist: path.join(projectRoot, 'dist'),
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}
