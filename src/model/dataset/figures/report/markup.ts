/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = Html | string | number | readonly Html[];

/** HTML from a template; whatever is put in is escaped unless it is {@link Html} itself. */
export function markup(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const text = strings.map((string, index) => {
    const value = values[index];
    return value === undefined ? string : `${string}${textOf(value)}`;
  });
  return new Html(text.join(''));
}

/** Text for elements and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function textOf(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(({ text }) => text).join('');
  return escapeHtml(String(value));
}
