/** Numbers from 0 on that are joined into sets, each of which is known by its smallest. */
export class DisjointSets {
  private readonly parents: Int32Array;

  /** @param count - of the numbers, each a set of its own at first */
  constructor(count: number) {
    this.parents = Int32Array.from({ length: count }, (_, index) => index);
  }

  /** The smallest number of a number's set. */
  firstOf(index: number): number {
    const { parents } = this;
    let root = index;
    while (parents[root] !== root) root = parents[root] ?? 0;
    // What was passed on the way points straight there from now on.
    let at = index;
    while (at !== root) {
      const next = parents[at] ?? root;
      parents[at] = root;
      at = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [first, second] = [this.firstOf(a), this.firstOf(b)];
    this.parents[Math.max(first, second)] = Math.min(first, second);
  }
}
