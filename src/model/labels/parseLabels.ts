/**
 * Class names from a list that people and tools keep beside a model.
 *
 * - text: a name per line; lines that all start with their own number (`0 cup`, as Teachable Machine writes) lose it
 * - JSON: a list of names; names by index (`{"0": "cup"}`, also Keras' `{"0": ["n03147509", "cup"]}`); or indices by
 *   name (`{"cup": 0}`, the `class_indices` of Keras' data generators)
 *
 * @param extension - `.txt` or `.json`
 * @returns undefined for what is no such list
 */
export function parseLabels(text: string, extension: string): readonly string[] | undefined {
  const clean = text.replace(/^\uFEFF/, '');
  return extension === '.json' ? fromJson(clean) : fromLines(clean);
}

function fromLines(text: string): readonly string[] | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  if (lines.length === 0 || lines.includes('')) return undefined;
  const numbered = lines.every((line, index) => line.startsWith(`${index} `));
  return numbered ? lines.map((line) => line.slice(line.indexOf(' ') + 1).trim()) : lines;
}

function fromJson(text: string): readonly string[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  if (Array.isArray(json)) return complete(json.map(nameOf));
  const pairs = Object.entries(json as Record<string, unknown>);
  const indexOf = ([key, value]: [string, unknown]): number =>
    typeof value === 'number' ? value : Number(key);
  const names: (string | undefined)[] = new Array<undefined>(pairs.length).fill(undefined);
  for (const pair of pairs) {
    const index = indexOf(pair);
    // Every index from 0 once: otherwise some class would have no name, or another's.
    if (!Number.isInteger(index) || index < 0 || index >= names.length || names[index] !== undefined)
      return undefined;
    names[index] = typeof pair[1] === 'number' ? pair[0] : nameOf(pair[1]);
  }
  return complete(names);
}

function nameOf(value: unknown): string | undefined {
  const name: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function complete(names: readonly (string | undefined)[]): readonly string[] | undefined {
  const known = names.filter((name) => name !== undefined);
  return known.length > 0 && known.length === names.length ? known : undefined;
}
