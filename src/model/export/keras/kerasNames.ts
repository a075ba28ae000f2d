/** Names that Keras takes: it allows no slash, and none twice. */
export class KerasNames {
  private readonly given = new Map<string, string>();
  private readonly taken = new Set<string>();

  of(name: string): string {
    const known = this.given.get(name);
    if (known !== undefined) return known;
    const base = name.replaceAll('/', '_') || 'layer';
    let free = base;
    for (let i = 1; this.taken.has(free); i++) free = `${base}_${i}`;
    this.taken.add(free);
    this.given.set(name, free);
    return free;
  }
}
