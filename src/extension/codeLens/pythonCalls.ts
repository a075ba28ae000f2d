import type { NetworkId } from '../../shared/network';

/** A place in a Python file that makes an Xception, and what it says of the network. */
export interface XceptionCall {
  /** Offset of the first character, in UTF-16 units. */
  readonly offset: number;
  readonly network: NetworkId;
  readonly height?: number;
  readonly width?: number;
  readonly classes?: number;
  readonly includeTop?: boolean;
}

/** `keras.applications.Xception(`, `applications.xception.Xception(`, and the bare name after an import. */
const KERAS = /(?<![\w.])(?:[A-Za-z_]\w*\.)*Xception\s*\(/g;
const TIMM = /(?<![\w.])(?:timm\.)?create_model\s*\(\s*(['"])(?:legacy_)?xception(?:\.[\w-]+)?\1/g;
const TORCH = /^[ \t]*class\s+Xception\w*\s*\(\s*(?:[A-Za-z_]\w*\.)*Module\s*\)/gm;

/**
 * The places that make an Xception: Keras' application, timm's model, a PyTorch module of that name. The text is read, never
 * run; arguments that are not plain literals are passed over.
 */
export function xceptionCalls(python: string): readonly XceptionCall[] {
  const code = withoutComments(python);
  const calls = [
    ...[...code.matchAll(KERAS)]
      .filter(({ index }) => !/\b(?:class|def)\s+$/.test(code.slice(Math.max(0, index - 20), index)))
      .map((match) => kerasCall(match.index, argumentsAt(code, match.index + match[0].length))),
    ...[...code.matchAll(TIMM)].map(({ index }) =>
      timmCall(index, argumentsAt(code, code.indexOf('(', index) + 1)),
    ),
    ...[...code.matchAll(TORCH)].map((match): XceptionCall => ({
      offset: match.index + match[0].search(/\S/),
      network: 'pytorch',
    })),
  ];
  return calls.sort((a, b) => a.offset - b.offset);
}

function kerasCall(offset: number, given: string): XceptionCall {
  const shape = /\binput_shape\s*=\s*[([]\s*(\d+)\s*,\s*(\d+)\s*,/.exec(given);
  const classes = /\bclasses\s*=\s*(\d+)/.exec(given);
  // `include_top` is the first argument, wherever it stands.
  const top = /\binclude_top\s*=\s*(True|False)/.exec(given) ?? /^\s*(True|False)\s*(?:,|$)/.exec(given);
  return {
    offset,
    network: 'paper',
    ...(shape && { height: Number(shape[1]), width: Number(shape[2]) }),
    ...(classes && { classes: Number(classes[1]) }),
    ...(top && { includeTop: top[1] === 'True' }),
  };
}

/** timm's network is the paper's; without classes it has no head. */
function timmCall(offset: number, given: string): XceptionCall {
  const found = /\bnum_classes\s*=\s*(\d+)/.exec(given);
  const classes = found ? Number(found[1]) : undefined;
  if (classes === 0) return { offset, network: 'paper', includeTop: false };
  return { offset, network: 'paper', ...(classes !== undefined && { classes }) };
}

/** The text from an open bracket to the one that closes it; to the end where none does. */
function argumentsAt(code: string, from: number): string {
  let depth = 1;
  for (let at = from; at < code.length; at++) {
    const character = code[at] ?? '';
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) && --depth === 0) return code.slice(from, at);
  }
  return code.slice(from);
}

/** The same length, with comments and the inside of triple-quoted strings as blanks: they make nothing. */
function withoutComments(python: string): string {
  const tokens = /"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|(?:"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|#.*/g;
  return python.replace(tokens, (token) => {
    const isText = /^(["'])(?!\1\1)/.test(token);
    return isText ? token : token.replace(/[^\n]/g, ' ');
  });
}
