import type { Output } from './cliContext';

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], yellow: [33, 39] } as const;

/** Text in a colour of the terminal's own palette, or as it is where colours are not wanted. */
export function coloured(text: string, colour: keyof typeof CODES, output: Pick<Output, 'colour'>): string {
  const [on, off] = CODES[colour];
  return output.colour ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}
