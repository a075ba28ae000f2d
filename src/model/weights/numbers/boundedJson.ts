import { damaged } from './modelErrors';

/** A model configuration has some ten thousand values, a list of tensors some thousand. */
const MAX_VALUES = 1_000_000;

/**
 * JSON from a stranger. Its values are counted before they are made: 100 MB of `[[[[…` would take gigabytes.
 *
 * @param what - what it is, for the error: `its header`
 * @throws XceptionError `model-unreadable`
 */
export function parseBoundedJson(bytes: Uint8Array, what: string, file: string): unknown {
  const values = countValues(bytes);
  if (values > MAX_VALUES) throw damaged(file, `${what} claims ${values} values`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (thrown) {
    throw damaged(file, `${what} is not JSON`, thrown);
  }
}

/** `{`, `[` and `,`: a text with so many of them has at most as many values. */
function countValues(text: Uint8Array): number {
  let count = 0;
  for (const byte of text) {
    if (byte === 0x7b || byte === 0x5b || byte === 0x2c) count++;
  }
  return count;
}
