import { parseArgs } from 'node:util';
import { XceptionError } from '../shared/xceptionError';
import type { CliContext } from './cliContext';
import { didYouMean, suggest } from '../shared/suggest';

/** An option as the help shows it and the parser reads it. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  /** What stands for the value in the help: `HxW`. */
  readonly value?: string;
  readonly about: string;
  /** The only values it takes. */
  readonly choices?: readonly string[];
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** Values of the options that were given; one with choices has one of them. */
export type OptionValues<T extends OptionTable> = {
  readonly [K in keyof T]?: T[K]['type'] extends 'boolean'
    ? boolean
    : T[K] extends { readonly choices: readonly (infer C)[] }
      ? C
      : string;
};

/** All that is known of a command: what it does, and what its help says. */
export interface CommandSpec<T extends OptionTable> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly about: string;
  /** What follows the command's name, without options: `PATH…`. */
  readonly operands: string;
  readonly options: T;
  /** Paragraphs beneath the options. */
  readonly notes?: readonly string[];
  readonly examples: readonly string[];
  /** @returns the exit code */
  run(values: OptionValues<T>, operands: readonly string[], context: CliContext): number | Promise<number>;
}

/** A command with its own types settled: a row of the table of commands. */
export interface Command extends Omit<CommandSpec<OptionTable>, 'run'> {
  /**
   * @returns the exit code, or `help` when it was asked for
   * @throws XceptionError `usage` for arguments it does not take
   */
  run(args: readonly string[], context: CliContext): Promise<number | 'help'>;
}

/** Ties a command's options to the values that its `run` gets. */
export function defineCommand<const T extends OptionTable>(spec: CommandSpec<T>): Command {
  return {
    ...spec,
    async run(args, context) {
      const { values, operands } = parse(spec.options, args);
      if (values['help'] === true) return 'help';
      return spec.run(values as OptionValues<T>, operands, context);
    },
  };
}

interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly operands: readonly string[];
}

function parse(options: OptionTable, args: readonly string[]): Parsed {
  const table = Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }]));
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...table, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    });
    for (const [name, value] of Object.entries(values)) checkChoice(name, value, options[name]?.choices);
    return { values: values, operands: positionals };
  } catch (thrown) {
    if (thrown instanceof XceptionError) throw thrown;
    throw usageError(thrown, Object.keys(table));
  }
}

function checkChoice(name: string, value: unknown, choices: readonly string[] | undefined): void {
  if (!choices || typeof value !== 'string' || choices.includes(value)) return;
  throw new XceptionError(
    'usage',
    `--${name} is one of ${choices.join(', ')}, not "${value}".${didYouMean(value, choices)}`,
  );
}

/** Node's own words are long and speak of positional arguments; the first sentence says what is wrong. */
function usageError(thrown: unknown, names: readonly string[]): XceptionError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const unknown = /^Unknown option '-{1,2}([^']*)'/.exec(message)?.[1];
  if (unknown === undefined) {
    const sentence = message.split(/\.?\n|\. /)[0] ?? message;
    return new XceptionError('usage', `${sentence}.`, { cause: thrown });
  }
  const near = suggest(unknown, names);
  const hint = near === undefined ? '' : ` Did you mean --${near}?`;
  return new XceptionError('usage', `There is no option --${unknown}.${hint}`, { cause: thrown });
}
