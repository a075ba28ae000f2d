import assert from 'node:assert/strict';

/** What a machine's speed and kernels decide: numbers of commands that compute, and the blanks before them. */
export function withoutNumbers(line: string): string {
  return line
    .replace(/-?\d+(?:\.\d+)*(?:e[+-]?\d+)?/g, '#')
    .replace(/ +/g, ' ')
    .trimEnd();
}

/** Each run of shown lines, between lines of "…", stands in the output, one after the other. */
export function assertShown(shown: readonly string[], printed: readonly string[], from = 0): void {
  const elision = shown.indexOf('…');
  const run = elision < 0 ? shown : shown.slice(0, elision);
  const fits = (start: number): boolean => run.every((line, index) => printed[start + index] === line);
  let at = from;
  while (!fits(at)) {
    assert.ok(
      at < printed.length,
      `not printed:\n${run.join('\n')}\nbut:\n${printed.slice(from, from + 30).join('\n')}`,
    );
    at++;
  }
  // Without an "…" before or after them, shown lines begin and end the output.
  if (from === 0) assert.equal(at, 0, `printed before what is shown: ${printed.slice(0, at).join('\n')}`);
  if (elision >= 0) assertShown(shown.slice(elision + 1), printed, Math.max(at + run.length, 1));
  else if (run.length > 0) assert.equal(printed.length, at + run.length, 'printed after what is shown');
}
