import type { LayerRow, Layout, Shape } from './network';

/** What is wrong with a part of a filter. */
export interface FilterProblem {
  readonly kind: 'unknown' | 'number' | 'value';
  /** The part as it was typed. */
  readonly term: string;
}

export interface LayerFilter {
  readonly matches: (layer: LayerRow) => boolean;
  /** The first part that means nothing; the others are applied all the same. */
  readonly problem: FilterProblem | null;
}

type Test = (layer: LayerRow) => boolean;

/** Fields for `type:sepconv`. Class and kind are one to whoever searches. */
const WORDS: Readonly<Record<string, (layer: LayerRow) => readonly string[]>> = {
  name: ({ name }) => [name],
  type: ({ type, kind }) => [type, kind],
  kind: ({ kind }) => [kind],
  block: ({ block }) => [block],
  flow: ({ flow }) => [flow],
};

/** Fields for `macs>100M`. */
const NUMBERS: Readonly<Record<string, (layer: LayerRow, layout: Layout) => number>> = {
  params: ({ params }) => params,
  macs: ({ macs }) => macs,
  /** Of the network's multiply-accumulates; `share>2%`. */
  share: ({ macsShare }) => macsShare,
  /** The longer side of the output. */
  out: ({ outputShape }, layout) => Math.max(...sides(outputShape, layout)),
  channels: ({ outputShape }, layout) => channels(outputShape, layout),
  kernel: ({ kernel }) => kernel?.[0] ?? 0,
  stride: ({ stride }) => stride?.[0] ?? 0,
  field: ({ receptiveField }) => receptiveField,
  bytes: ({ activationBytes }) => activationBytes,
};

export const WORD_FIELDS: readonly string[] = Object.keys(WORDS);
export const NUMBER_FIELDS: readonly string[] = Object.keys(NUMBERS);

const SCALES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, t: 1e12, '%': 0.01 };

/**
 * A filter as it is typed: parts with spaces between, all of which must hold. A part is a word (in name, class, kind, block
 * or flow), `field:word`, or `field>number` with `>`, `>=`, `<`, `<=` or `=` and a number with k, M, G or %. Quotes keep
 * spaces, a minus before a part turns it round. Case does not matter.
 *
 * @param layout - axis order of the layers' shapes
 */
export function layerFilter(typed: string, layout: Layout): LayerFilter {
  const tests: Test[] = [];
  let problem: FilterProblem | null = null;
  for (const [term] of typed.matchAll(/(?:"[^"]*"?|[^\s"])+/g)) {
    const test = termTest(term, layout);
    if (typeof test === 'function') tests.push(test);
    else problem ??= { kind: test, term };
  }
  return { matches: (layer) => tests.every((test) => test(layer)), problem };
}

function termTest(term: string, layout: Layout): Test | FilterProblem['kind'] {
  const negated = term.length > 1 && term.startsWith('-');
  const test = positiveTest(negated ? term.slice(1) : term, layout);
  return negated && typeof test === 'function' ? (layer) => !test(layer) : test;
}

function positiveTest(term: string, layout: Layout): Test | FilterProblem['kind'] {
  const [, key, sign, value] = /^([a-z]+)(:|>=|<=|>|<|=)(.*)$/i.exec(term) ?? [];
  if (key === undefined || sign === undefined || value === undefined) return anywhere(unquoted(term));
  const name = key.toLowerCase();
  const words = WORDS[name];
  if (words && (sign === ':' || sign === '=')) {
    const word = unquoted(value);
    return word === '' ? 'value' : (layer) => words(layer).some((text) => holds(text, word));
  }
  const number = NUMBERS[name];
  if (!number) return 'unknown';
  const limit = numberOf(value);
  return limit === undefined ? 'number' : comparison((layer) => number(layer, layout), sign, limit);
}

function anywhere(word: string): Test {
  return ({ name, type, kind, block, flow }) =>
    [name, type, kind, block, `${flow} flow`].some((text) => holds(text, word));
}

function holds(text: string, word: string): boolean {
  return text.toLowerCase().includes(word);
}

function unquoted(word: string): string {
  return word.replaceAll('"', '').toLowerCase();
}

function comparison(of: (layer: LayerRow) => number, sign: string, limit: number): Test {
  switch (sign) {
    case '>':
      return (layer) => of(layer) > limit;
    case '>=':
      return (layer) => of(layer) >= limit;
    case '<':
      return (layer) => of(layer) < limit;
    case '<=':
      return (layer) => of(layer) <= limit;
    default:
      return (layer) => of(layer) === limit;
  }
}

/** `100`, `1.5k`, `100M`, `2%`; undefined for anything else. */
function numberOf(text: string): number | undefined {
  const [, digits, scale = ''] = /^(\d+(?:\.\d+)?|\.\d+)([kmgt%]?)$/i.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * (SCALES[scale.toLowerCase()] ?? 1);
}

/** Height and width; a vector has one place. */
function sides(shape: Shape, layout: Layout): readonly number[] {
  if (shape.length !== 4) return [1];
  return (layout === 'NHWC' ? shape.slice(1, 3) : shape.slice(2)).map((side) => side ?? 0);
}

function channels(shape: Shape, layout: Layout): number {
  return (shape.length === 4 && layout === 'NCHW' ? shape[1] : shape.at(-1)) ?? 0;
}
