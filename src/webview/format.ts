import type { Shape } from '../shared/network';
import { localized, localizedPercent } from './language';

/** Between the groups of a long number: narrow and unbreakable, as ISO 80000-1 asks. */
const THIN = '\u202f';
/** Between a number and its unit. */
export const SPACE = '\u00a0';
const MINUS = '\u2212';

/** `22 910 480`, with narrow no-break spaces. */
export function count(value: number): string {
  const digits = Math.abs(Math.round(value))
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, THIN);
  return value < 0 ? MINUS + digits : digits;
}

/** A share of one as a percentage with one decimal: `97.3%`. */
export function percent(share: number): string {
  return localizedPercent((100 * share).toFixed(1));
}

/** {@link percent} of something that is there, however little of it: never `0.0%`. */
export function sharePercent(share: number): string {
  return share > 0 && share < 0.0005 ? `<${localizedPercent('0.1')}` : percent(share);
}

const SCALES = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** Three significant digits with an SI prefix: `8.36 G`, `19.2 M`; whole below a thousand. */
export function scaled(value: number): string {
  // Compared after rounding, so that 999 999 is 1.00 M and not 1000 k.
  const scale = SCALES.find(([unit]) => Number(value.toPrecision(3)) >= unit);
  if (!scale) return count(value);
  return `${threeDigits(value / scale[0])}${SPACE}${scale[1]}`;
}

/** Bytes in decimal units: `2.84 MB`. */
export function bytes(value: number): string {
  const number = scaled(value);
  return number.includes(SPACE) ? `${number}B` : `${number}${SPACE}B`;
}

/** `3.4 ms`, `128 ms`, `1.52 s`. */
export function milliseconds(value: number): string {
  if (value >= 999.5) return `${threeDigits(value / 1000)}${SPACE}s`;
  return `${briefly(value)}${SPACE}ms`;
}

/** With one decimal below ten, whole above: `0.4`, `92`. */
export function briefly(value: number): string {
  return value < 9.95 ? localized(value.toFixed(1)) : value.toFixed(0);
}

/** A signed number with a true minus sign and `digits` decimals. */
export function decimal(value: number, digits = 2): string {
  const rounded = Math.abs(value).toFixed(digits);
  const shown = localized(rounded);
  return value < 0 && Number(rounded) !== 0 ? MINUS + shown : shown;
}

/** A number of any size with three significant digits: `0.0123`, `41.5`, `1.2e-7`. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || value === 0) return String(value);
  const digits = size >= 0.001 && size < 10_000 ? String(Number(size.toPrecision(3))) : size.toExponential(1);
  return value < 0 ? MINUS + localized(digits) : localized(digits);
}

/** Width × height, as one says it of pictures: `640 × 480`. */
export function pixels(width: number, height: number): string {
  return `${count(width)}${SPACE}×${SPACE}${count(height)}`;
}

/** A shape without its batch axis: `149 × 149 × 32`. */
export function shape(sizes: Shape): string {
  return sizes
    .slice(1)
    .map((size) => (size === null ? '?' : String(size)))
    .join(`${SPACE}×${SPACE}`);
}

/** `3 × 3 / 2`: a window and its stride. */
export function kernel(
  window: readonly [number, number],
  stride: readonly [number, number] | undefined,
): string {
  const size = `${window[0]}${SPACE}×${SPACE}${window[1]}`;
  if (!stride) return size;
  const step = stride[0] === stride[1] ? String(stride[0]) : stride.join('×');
  return `${size}${SPACE}/${SPACE}${step}`;
}

function threeDigits(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return localized(rounded.toFixed(rounded >= 100 ? 0 : rounded >= 10 ? 1 : 2));
}
