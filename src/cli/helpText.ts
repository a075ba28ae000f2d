import { wrapText } from '../model/arch/format/wrapText';
import type { Command } from './command';

const WIDTH = 100;

/** What `xception --help` prints. */
export function generalHelp(commands: readonly Command[]): string {
  const rows = [
    ...commands.map(({ name, about }) => [name, about] as const),
    ['help COMMAND', "a command's options and examples"] as const,
  ];
  return [
    'Xception: classify photographs, and study the network, from the command line.',
    '',
    'Usage: xception COMMAND [OPTIONS]',
    '',
    ...indented(rows),
    '',
    ...indented([
      ['-h, --help', "this text, or a command's own"],
      ['--version', 'the version'],
    ]),
    '',
    'Exit codes: 0 done, 1 something failed, 2 the command line is wrong, 130 interrupted.',
  ].join('\n');
}

/** What `xception help COMMAND` prints. */
export function commandHelp({ name, about, operands, options, notes = [], examples }: Command): string {
  const usage = ['xception', name, operands, '[OPTIONS]'].filter((part) => part !== '').join(' ');
  const rows = Object.entries(options).map(([option, spec]): readonly [string, string] => {
    const choices = spec.choices ? `${spec.choices.join(', ')}; ` : '';
    return [`--${option}${spec.value === undefined ? '' : ` ${spec.value}`}`, `${choices}${spec.about}`];
  });
  return [
    `xception ${name}: ${about}.`,
    '',
    `Usage: ${usage}`,
    '',
    ...indented([...rows, ['-h, --help', 'this text']]),
    ...notes.flatMap((note) => ['', ...wrapText(note, WIDTH)]),
    '',
    'Examples:',
    ...examples.map((example) => `  xception ${example}`),
  ].join('\n');
}

function indented(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.flatMap(([left, right]) =>
    wrapText(right, WIDTH - width - 4).map(
      (line, index) => `  ${(index === 0 ? left : '').padEnd(width)}  ${line}`,
    ),
  );
}
