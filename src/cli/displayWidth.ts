/** Scripts whose characters take two cells of a terminal, and pictographs that are drawn in colour. */
const WIDE =
  /^(?:\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\u3000-\u303f\uff01-\uff60\uffe0-\uffe6])/u;
const CONTROL = /\p{Cc}/gu;

/** A text of one line: control characters, which could move the cursor, become question marks. */
export function printable(text: string): string {
  return text.replace(CONTROL, '?');
}

/** Cells that a text takes in a terminal. */
export function displayWidth(text: string): number {
  return split(text).reduce((sum, character) => sum + cells(character), 0);
}

/** The text filled up with blanks, or cut to `width` cells with "…" at its end. */
export function fitEnd(text: string, width: number): string {
  const fitting = displayWidth(text) <= width ? text : `${take(split(text), width - 1).join('')}…`;
  return fitting + ' '.repeat(Math.max(0, width - displayWidth(fitting)));
}

/** {@link fitEnd} with "…" at the start: of a path, the end tells more. */
export function fitStart(text: string, width: number): string {
  const fitting =
    displayWidth(text) <= width
      ? text
      : `…${take(split(text).reverse(), width - 1)
          .reverse()
          .join('')}`;
  return fitting + ' '.repeat(Math.max(0, width - displayWidth(fitting)));
}

let graphemes: Intl.Segmenter | undefined;

function split(text: string): string[] {
  graphemes ??= new Intl.Segmenter();
  return [...graphemes.segment(text)].map(({ segment }) => segment);
}

function cells(character: string): number {
  return WIDE.test(character) ? 2 : 1;
}

function take(characters: readonly string[], width: number): string[] {
  let used = 0;
  return characters.filter((character) => (used += cells(character)) <= width);
}
