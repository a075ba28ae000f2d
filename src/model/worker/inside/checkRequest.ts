import type { ColourRange } from '../../../shared/explainProtocol';
import { XceptionError } from '../../../shared/xceptionError';

const LEAST_SIDE = 64;
const GREATEST_SIDE = 8192;

/** @throws XceptionError `usage` for a side that no picture can be drawn with */
export function checkMaxSide(maxSide: number): void {
  if (Number.isInteger(maxSide) && maxSide >= LEAST_SIDE && maxSide <= GREATEST_SIDE) return;
  throw new XceptionError(
    'usage',
    `Pictures are drawn with sides of up to ${LEAST_SIDE} to ${GREATEST_SIDE} pixels, not ${maxSide}.`,
  );
}

/** @throws XceptionError `usage` unless it is a whole number in the range */
export function checkCount(what: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new XceptionError('usage', `${what} is a whole number from 1 to ${most}, not ${value}.`);
}

/** @throws XceptionError `usage` for a range that colours cannot span */
export function checkRange(range: ColourRange | undefined): void {
  if (!range || (Number.isFinite(range.max - range.min) && range.max >= range.min)) return;
  throw new XceptionError(
    'usage',
    `Colours span a range of finite numbers, the smaller first, not ${range.min} to ${range.max}.`,
  );
}
