/**
 * Random numbers that are the same on every machine for the same seed: Chris Doty-Humphrey's sfc32 (PractRand, public
 * domain), its state filled by splitmix32.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter: number;

  /** @param seed - any whole number; only its lowest 32 bits count */
  constructor(private readonly seed: number) {
    const fill = splitmix(seed);
    this.a = fill();
    this.b = fill();
    this.c = fill();
    this.counter = 1;
    for (let i = 0; i < 12; i++) this.bits();
  }

  /**
   * Other random numbers for another purpose, so that drawing more for one does not change what another gets.
   *
   * @param purpose - what they are for: `split`, `fold 3`
   */
  for(purpose: string): Random {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(purpose)) hash = Math.imul(hash ^ byte, 0x01000193);
    return new Random(this.seed ^ hash);
  }

  /** A number from 0 up to, not including, 1. */
  next(): number {
    return this.bits() / 2 ** 32;
  }

  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** A number from `low` up to `high`. */
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** The values in another order (Fisher and Yates); the list that was given stays. */
  shuffled<T>(values: readonly T[]): T[] {
    const order = [...values];
    for (let i = order.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [order[i], order[j]] = [order[j] as T, order[i] as T];
    }
    return order;
  }

  private bits(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return sum >>> 0;
  }
}

function splitmix(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) | 0;
  };
}
