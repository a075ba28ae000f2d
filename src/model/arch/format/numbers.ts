/** A whole number with a comma between thousands, as Python's `{:,}` writes it. */
export function grouped(count: number): string {
  // The first Intl.NumberFormat of a process takes longer than all else that a summary does.
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** {@link grouped} with its sign, for differences: `+1,024`, `-3`, `0`. */
export function signed(count: number): string {
  return count > 0 ? `+${grouped(count)}` : grouped(count);
}

/** Two decimals as Python's `%.2f` rounds them: a tie goes to the even neighbour, where `toFixed` takes the greater. */
export function twoDecimals(value: number): string {
  // Only a multiple of 1/8 that is none of 1/4 is exactly half-way between two hundredths.
  const tie = Number.isInteger(value * 8) && !Number.isInteger(value * 4);
  if (!tie) return value.toFixed(2);
  const below = Math.floor(value * 100);
  return ((below % 2 === 0 ? below : below + 1) / 100).toFixed(2);
}

const UNITS = ['', ' k', ' M', ' G', ' T'] as const;

/** A count in three digits and a decimal prefix, for tables that must stay narrow: `22.9 M`, `8.36 G`. */
export function short(count: number): string {
  const sign = count < 0 ? '-' : '';
  let value = Math.abs(count);
  let unit = 0;
  // Not 1000: what rounds to 1000 belongs to the next unit.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(value)));
  return `${sign}${value.toFixed(digits)}${UNITS[unit] ?? ''}`;
}

/** {@link short} with its sign: `+37.1 M`. */
export function shortSigned(count: number): string {
  return count > 0 ? `+${short(count)}` : short(count);
}
