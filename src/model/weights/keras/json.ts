/** Tells a JSON object from everything else that `JSON.parse` may give. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under `key`, or an empty one. */
export function recordAt(
  record: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  const value = record[key];
  return isRecord(value) ? value : {};
}

/** The string under `key`, or `fallback`. */
export function stringAt(record: Readonly<Record<string, unknown>>, key: string, fallback = ''): string {
  const value = record[key];
  return typeof value === 'string' ? value : fallback;
}

/** The number under `key`, or `fallback`. */
export function numberAt(record: Readonly<Record<string, unknown>>, key: string, fallback: number): number {
  const value = record[key];
  return typeof value === 'number' ? value : fallback;
}
