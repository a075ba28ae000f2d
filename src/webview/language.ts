/** What the host says of the editor's language. */
export interface Language {
  /** A BCP 47 tag, such as `fr`. */
  readonly tag: string;
  /** Translations by English message; what is not among them stays English. */
  readonly words: Readonly<Record<string, string>>;
}

interface NumberForm {
  readonly point: string;
  /** What stands around a percentage: `97.3%`, `97,3 %`. */
  readonly percent: (digits: string) => string;
}

const ENGLISH: NumberForm = { point: '.', percent: (digits) => `${digits}%` };

let words: Language['words'] = {};
let form: NumberForm = ENGLISH;

/** Speaks a language from now on. The panel does so once, before it is drawn. */
export function speak(language: Language): void {
  ({ words } = language);
  form = numberForm(language.tag);
}

/**
 * The language that the host put on an element of the document, or English: a `data-words` of JSON beside the document's
 * `lang`.
 */
export function languageOf(element: HTMLElement): Language {
  const tag = element.ownerDocument.documentElement.lang;
  const { words: json } = element.dataset;
  return { tag, words: json === undefined ? {} : (JSON.parse(json) as Language['words']) };
}

/** A message in the language that is spoken. */
export function translated(english: string): string {
  return words[english] ?? english;
}

/** Digits with a decimal point as the language writes them. */
export function localized(digits: string): string {
  return form.point === '.' ? digits : digits.replace('.', form.point);
}

/** Digits of a percentage with their sign. */
export function localizedPercent(digits: string): string {
  return form.percent(localized(digits));
}

/** The numbers follow the words: a language without translations keeps English ones, so that a page has one form. */
function numberForm(tag: string): NumberForm {
  if (Object.keys(words).length === 0) return ENGLISH;
  try {
    const parts = new Intl.NumberFormat(tag, { style: 'percent', minimumFractionDigits: 1 }).formatToParts(
      0.5,
    );
    const sign = parts.findIndex(({ type }) => type === 'percentSign');
    const first = parts.findIndex(({ type }) => type === 'integer');
    const around = parts.filter(({ type }) => type === 'percentSign' || type === 'literal');
    const text = around.map(({ value }) => value).join('');
    return {
      point: parts.find(({ type }) => type === 'decimal')?.value ?? '.',
      percent: (digits) => (sign < first ? `${text}${digits}` : `${digits}${text}`),
    };
  } catch {
    return ENGLISH;
  }
}
