import { XceptionError } from '../shared/xceptionError';
import type { CliContext } from './cliContext';
import { coloured } from './colours';
import { commands } from './commands';
import type { Command } from './command';
import { commandHelp, generalHelp } from './helpText';
import { INTERRUPTED } from './interrupt';
import { packageVersion } from './packageVersion';
import { didYouMean } from '../shared/suggest';
import { jsonText } from './jsonText';

const FAILED = 1;
const WRONG_USE = 2;

/**
 * Runs a command line without the program's name. Nothing is thrown: what goes wrong is said on stderr, and for a program
 * that asked for JSON as `{"error": {"code", "message"}}` on stdout as well.
 *
 * @returns the exit code: 0 done, 1 something failed, 2 the command line is wrong, 130 interrupted
 */
export async function runCommandLine(args: readonly string[], context: CliContext): Promise<number> {
  const [first = '', ...rest] = args;
  try {
    if (first === '--version' || first === '-v')
      return print(context, `xception ${packageVersion(context.dist)}`);
    if (first === '--help' || first === '-h') return print(context, generalHelp(commands));
    if (first === 'help') return help(rest, context);
    if (first === '') {
      context.stderr.write(`${generalHelp(commands)}\n`);
      return WRONG_USE;
    }
    const command = find(first);
    const code = await command.run(rest, context);
    return code === 'help' ? print(context, commandHelp(command)) : code;
  } catch (thrown) {
    return report(XceptionError.from(thrown), first, rest, context);
  }
}

function print({ stdout }: CliContext, text: string): number {
  stdout.write(`${text}\n`);
  return 0;
}

function help([name]: readonly string[], context: CliContext): number {
  return print(context, name === undefined ? generalHelp(commands) : commandHelp(find(name)));
}

function find(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return command;
  const names = commands.map((candidate) => candidate.name);
  const what = name.startsWith('-') ? 'an option of its own' : 'a command';
  const hint = didYouMean(name, [...names, 'help'], ` There are ${names.join(', ')}.`);
  throw new XceptionError('usage', `"${name}" is not ${what}.${hint}`);
}

function report(error: XceptionError, name: string, args: readonly string[], context: CliContext): number {
  const { stderr, stdout } = context;
  if (error.code === 'cancelled') {
    stderr.write('Interrupted.\n');
    return INTERRUPTED;
  }
  const known = commands.some((command) => command.name === name);
  stderr.write(`${coloured(`xception${known ? ` ${name}` : ''}: ${error.message}`, 'red', stderr)}\n`);
  if (error.code === 'usage' || error.code === 'input-size') {
    stderr.write(`Try "xception ${known ? `help ${name}` : '--help'}".\n`);
    return WRONG_USE;
  }
  // A fault of this program, not of what it was given: say where.
  if (error.code === 'internal' && error.cause instanceof Error) stderr.write(`${error.cause.stack ?? ''}\n`);
  if (args.includes('--json')) stdout.write(`${jsonText({ error: error.toData() })}\n`);
  return FAILED;
}
