import type { ColourRange } from '../shared/explainProtocol';

/**
 * The range in which several pictures are to be drawn, so that equal numbers get equal colours in all of them.
 *
 * @param keys - of the pictures; null for one that is not there
 * @param known - what the values of each picture span, as far as it is known
 * @returns undefined for less than two pictures, and while one is not known
 */
export function sharedRange(
  keys: readonly (string | null)[],
  known: ReadonlyMap<string, ColourRange>,
): ColourRange | undefined {
  const wanted = keys.filter((key) => key !== null);
  const own = wanted.map((key) => known.get(key)).filter((range) => range !== undefined);
  if (wanted.length < 2 || own.length < wanted.length) return undefined;
  return { min: Math.min(...own.map(({ min }) => min)), max: Math.max(...own.map(({ max }) => max)) };
}

/** Whether two pictures' colours mean the same numbers. */
export function sameRange(a: ColourRange | undefined, b: ColourRange | undefined): boolean {
  return a?.min === b?.min && a?.max === b?.max;
}
