/** Whole numbers below a limit: the same ones for a seed, on every machine. */
export type Random = (limit: number) => number;

/** Mulberry32, a generator of 32-bit numbers by Tommy Ettinger, in the public domain. */
export function seededRandom(seed: number): Random {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) % limit;
  };
}

/** Numbers at which programs go wrong. */
const EXTREMES = [
  0n,
  1n,
  -1n,
  0x7fn,
  0x80n,
  0xffn,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 53n,
  2n ** 63n - 1n,
];

/** A copy of a file with a few things done to it that accidents and attackers do. */
export function mutate(bytes: Uint8Array, random: Random): Buffer {
  let result: Buffer = Buffer.from(bytes);
  for (let left = 1 + random(4); left > 0 && result.length > 8; left--) result = change(result, random);
  return result;
}

function change(bytes: Buffer, random: Random): Buffer {
  const at = random(bytes.length);
  const length = 1 + random(Math.min(64, bytes.length - at));
  const piece = bytes.subarray(at, at + length);
  switch (random(8)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
      return bytes;
    case 1:
      bytes[at] = random(256);
      return bytes;
    case 2:
      return bytes.subarray(0, at);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
    case 5:
      piece.copy(bytes, random(bytes.length));
      return bytes;
    case 6:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(piece.map(() => random(256))),
        bytes.subarray(at),
      ]);
    default: {
      const extreme = Buffer.alloc(8);
      extreme.writeBigUInt64LE(BigInt.asUintN(64, EXTREMES[random(EXTREMES.length)] ?? 0n));
      extreme.copy(bytes, at, 0, [1, 2, 4, 8][random(4)]);
      return bytes;
    }
  }
}
