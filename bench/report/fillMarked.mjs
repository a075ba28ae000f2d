/**
 * Replaces what stands between the marks of a subject: `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`.
 * @param {string} text
 * @param {string} name
 * @param {string} content
 * @returns {string}
 * @throws {Error} where the marks are not there
 */
export function fillMarked(text, name, content) {
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [from, to] = [text.indexOf(open), text.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`The marks of "${name}" are not there.`);
  return `${text.slice(0, from + open.length)}\n\n${content.trim()}\n\n${text.slice(to)}`;
}
