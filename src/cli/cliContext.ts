import { isatty } from 'node:tty';

/** A stream that people or programs read. */
export interface Output {
  write(text: string): void;
  /** Width of the terminal in characters; absent where the stream is none. */
  readonly columns?: number | undefined;
  readonly isTerminal: boolean;
  /** Whether colours are wanted: a terminal that has them, and no NO_COLOR. */
  readonly colour: boolean;
}

/** What a command gets from the world. */
export interface CliContext {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the bundles: the inference process' entry lies beside the command line's. */
  readonly dist: string;
}

/** One of this process' streams. A reader that has gone (`| head`) ends the process quietly instead of crashing it. */
export function processOutput(stream: NodeJS.WriteStream & { readonly fd: number }): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  const isTerminal = isatty(stream.fd);
  return {
    write: (text) => void stream.write(text),
    // Read anew each time, since a window may be resized.
    get columns() {
      return isTerminal ? stream.columns : undefined;
    },
    isTerminal,
    colour: isTerminal && !process.env['NO_COLOR'] && stream.hasColors(),
  };
}
