import type { ShareWithInterval } from '../../shared/trainProtocol';

/** Of a normal distribution, 95 % lie within so many deviations. */
const Z = 1.959963984540054;

/**
 * A share and its 95 % confidence interval after Wilson ("Probable inference", 1927), which stays within 0 to 1 and says
 * something of small numbers too.
 *
 * @param of - how many there are; without any, nothing is known: 0 to 1
 */
export function shareWithInterval(count: number, of: number): ShareWithInterval {
  if (of === 0) return { value: 0, low: 0, high: 1 };
  const value = count / of;
  const middle = (value + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((value * (1 - value)) / of + Z ** 2 / (4 * of ** 2));
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
