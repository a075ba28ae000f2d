import type { ColourMapName } from '../../shared/explainProtocol';

/** Levels of a colour table. */
export const LEVELS = 256;

/**
 * Colours at even steps from least to most; between two of them the way is straight.
 *
 * - `viridis`: Smith and van der Walt, matplotlib 1.5 (2015), dedicated to the public domain (CC0).
 * - `cividis`: Nuñez, Anderton, Renslow, "Optimizing colormaps with consideration for color vision deficiency", PLOS ONE
 *   13(7), 2018: looks nearly the same to people with red-green blindness as to everybody else.
 *
 * Seventeen anchors stay within 11 of 255 of the published tables in every channel.
 */
const ANCHORS: Readonly<Record<ColourMapName, string>> = {
  viridis:
    '440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26818e 21908c 1f9f88 28ae80 3ebc74 5dc963 82d34c abdc32 d5e21a fde725',
  cividis:
    '00224e 002e6a 1a386f 32436d 434e6c 52596d 61656f 6f7073 7c7b78 8b8778 9b9376 aba072 bbad6c ccba64 ddc958 efd748 fee838',
  grey: '000000 ffffff',
};

const tables = new Map<ColourMapName, Uint8Array>();

/** `[256, 3]` bytes: red, green and blue of each level, from least to most. */
export function colourTable(name: ColourMapName): Uint8Array {
  const known = tables.get(name);
  if (known) return known;
  const anchors = ANCHORS[name].split(' ').map((hex) => Number.parseInt(hex, 16));
  const table = new Uint8Array(LEVELS * 3);
  for (let level = 0; level < LEVELS; level++) {
    const at = (level / (LEVELS - 1)) * (anchors.length - 1);
    const from = Math.min(Math.floor(at), anchors.length - 2);
    for (let channel = 0; channel < 3; channel++) {
      const shift = 16 - 8 * channel;
      const low = ((anchors[from] ?? 0) >> shift) & 255;
      const high = ((anchors[from + 1] ?? 0) >> shift) & 255;
      table[level * 3 + channel] = Math.round(low + (high - low) * (at - from));
    }
  }
  tables.set(name, table);
  return table;
}

/** The level of a value from 0 to 1; what is outside, or no number, counts as the nearer end, or as 0. */
export function levelOf(value: number): number {
  return value > 0 ? Math.min(Math.round(value * (LEVELS - 1)), LEVELS - 1) : 0;
}
