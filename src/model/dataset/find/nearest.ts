/** A vector with how like it is. */
export interface Scored {
  readonly index: number;
  readonly score: number;
}

/** Keeps the best of many scores, in a heap whose root is the worst that is kept. */
export class Nearest {
  private readonly indices: Int32Array;
  private readonly scores: Float64Array;
  private count = 0;

  constructor(private readonly most: number) {
    this.indices = new Int32Array(most);
    this.scores = new Float64Array(most);
  }

  /** What a score must be above to be kept. */
  get bar(): number {
    return this.count < this.most ? Number.NEGATIVE_INFINITY : (this.scores[0] ?? Number.NEGATIVE_INFINITY);
  }

  offer(index: number, score: number): void {
    if (!(score > this.bar)) return;
    if (this.count < this.most) this.rise(this.count++, index, score);
    else this.sink(index, score);
  }

  /** Best first; of equals the one that came first. */
  best(): readonly Scored[] {
    return Array.from({ length: this.count }, (_, at) => ({
      index: this.indices[at] ?? 0,
      score: this.scores[at] ?? 0,
    })).sort((a, b) => b.score - a.score || a.index - b.index);
  }

  private rise(from: number, index: number, score: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.scores[parent] ?? 0) <= score) break;
      this.move(parent, at);
      at = parent;
    }
    this.put(at, index, score);
  }

  private sink(index: number, score: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.count) break;
      if (child + 1 < this.count && (this.scores[child + 1] ?? 0) < (this.scores[child] ?? 0)) child++;
      if ((this.scores[child] ?? 0) >= score) break;
      this.move(child, at);
      at = child;
    }
    this.put(at, index, score);
  }

  private move(from: number, to: number): void {
    this.put(to, this.indices[from] ?? 0, this.scores[from] ?? 0);
  }

  private put(at: number, index: number, score: number): void {
    this.indices[at] = index;
    this.scores[at] = score;
  }
}
