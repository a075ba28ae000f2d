/** What was worked out last, a few of it, by what was asked. */
export class Recent<T> {
  private readonly kept = new Map<string, T>();

  constructor(private readonly limit: number) {}

  /** What was worked out for a key, or is now. What `find` throws is not kept. */
  async get(key: string, find: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key) ?? (await find());
    // Put at the end again: the first in the map is the one that was not asked for for longest.
    this.kept.delete(key);
    this.kept.set(key, known);
    const oldest = this.kept.keys().next().value;
    if (this.kept.size > this.limit && oldest !== undefined) this.kept.delete(oldest);
    return known;
  }
}
