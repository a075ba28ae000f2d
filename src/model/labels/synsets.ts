const WORDNET_ID = /^n\d{8}$/;

/**
 * The WordNet numbers (synset ids) of ImageNet's classes, from a class index as Keras has it:
 * `{"0": ["n01440764", "tench"], …}`.
 *
 * @returns in the order of the classes; undefined for what is no such list
 */
export function parseSynsets(text: string): readonly string[] | undefined {
  try {
    const json = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const ids = Object.keys(json).map((_, index): unknown => (json[index] as readonly unknown[])[0]);
    return ids.every((id) => typeof id === 'string' && WORDNET_ID.test(id)) && ids.length > 0
      ? (ids as readonly string[])
      : undefined;
  } catch {
    return undefined;
  }
}
