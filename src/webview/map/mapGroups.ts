/** How the points of a group are drawn: a colour, and a shape where the colours are used up. */
export interface Mark {
  readonly colour: string;
  readonly shape: 'disc' | 'diamond';
}

/** Pictures of one colour. */
export interface MapGroup extends Mark {
  readonly title: string;
  readonly count: number;
}

export interface MapGroups {
  readonly groups: readonly MapGroup[];
  /** Each picture's group. */
  readonly of: Uint8Array;
}

/**
 * Hues that are told apart on dark and on light ground alike: each has a contrast of at least 3 to black, white and the
 * editor's greys, which the theme's own chart colours do not have in all themes.
 */
export const HUES = [
  '#3b86d8',
  '#d4711b',
  '#2e9b4a',
  '#dd4b50',
  '#9b63d3',
  '#0d979b',
  '#d1509b',
  '#9a7a1f',
] as const;

/** For what belongs to no group of its own. */
export const PLAIN = '#848484';

/** More classes than anybody tells apart. */
const MOST_GROUPS = 12;

const RIGHT: Mark = { colour: '#2e9b4a', shape: 'disc' };
const WRONG: Mark = { colour: '#dd4b50', shape: 'diamond' };
const NEITHER: Mark = { colour: PLAIN, shape: 'disc' };

/**
 * The most frequent values as groups, most frequent first; then all others together, and pictures without a value.
 *
 * @param titles - of the groups that have no value of their own
 */
export function groupsByValue(
  values: readonly (string | undefined)[],
  titles: { readonly other: string; readonly none: string },
  most = MOST_GROUPS,
): MapGroups {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ordered = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([value]) => value);
  // One value alone is no others.
  const named = ordered.length > most ? ordered.slice(0, most - 1) : ordered;
  const groupOf = new Map(named.map((value, index) => [value, index]));
  const marked = named.map((title, index) => ({ title, ...markOf(index) }));
  return counted(
    [...marked, { title: titles.other, colour: PLAIN, shape: 'diamond' }, { title: titles.none, ...NEITHER }],
    values.map((value) => (value === undefined ? named.length + 1 : (groupOf.get(value) ?? named.length))),
  );
}

/** Right and wrong answers, and pictures that cannot be judged. */
export function groupsByRight(
  values: readonly (boolean | undefined)[],
  titles: { readonly right: string; readonly wrong: string; readonly none: string },
): MapGroups {
  return counted(
    [
      { title: titles.right, ...RIGHT },
      { title: titles.wrong, ...WRONG },
      { title: titles.none, ...NEITHER },
    ],
    values.map((right) => (right === undefined ? 2 : right ? 0 : 1)),
  );
}

function markOf(index: number): Mark {
  const colour = HUES[index % HUES.length] ?? PLAIN;
  return { colour, shape: index < HUES.length ? 'disc' : 'diamond' };
}

/** Counts, and leaves out groups without pictures. */
function counted(groups: readonly Omit<MapGroup, 'count'>[], of: readonly number[]): MapGroups {
  const counts = groups.map(() => 0);
  for (const group of of) counts[group] = (counts[group] ?? 0) + 1;
  const kept = groups.map((_, index) => index).filter((index) => counts[index]);
  const place = new Map(kept.map((group, index) => [group, index]));
  return {
    groups: kept.flatMap((index) => {
      const group = groups[index];
      return group ? [{ ...group, count: counts[index] ?? 0 }] : [];
    }),
    of: Uint8Array.from(of, (group) => place.get(group) ?? 0),
  };
}
