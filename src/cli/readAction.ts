import { XceptionError } from '../shared/xceptionError';
import { didYouMean } from '../shared/suggest';

/** @throws XceptionError `usage` unless it is one of the words that a command takes first */
export function readAction<A extends string>(command: string, text: string, actions: readonly A[]): A {
  const known = actions.find((action) => action === text);
  if (known !== undefined) return known;
  throw new XceptionError(
    'usage',
    `${command} can ${actions.join(', ')}, not "${text}".${didYouMean(text, actions)}`,
  );
}
