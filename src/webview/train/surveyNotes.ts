import type { FolderSurvey } from '../../shared/trainProtocol';
import { decimal } from '../format';
import { trainText } from './trainStrings';

/** The largest class may have so many times the pictures of the smallest before it is said. */
const UNEVEN = 3;
const FEW = 10;

/** What somebody should know of a folder before training on it: the engine's warnings in the language that is spoken. */
export function surveyNotes({ classes, copies, imbalance }: FolderSurvey): readonly string[] {
  const named = (wanted: (one: FolderSurvey['classes'][number]) => boolean): string =>
    classes
      .filter(wanted)
      .map(({ label }) => label)
      .join(', ');
  const bare = named(({ train }) => train === 0);
  const unjudged = named(({ train, test }) => train > 0 && test === 0);
  const few = named(({ train }) => train > 0 && train < FEW);
  return [
    ...(bare ? [trainText('noteBare', bare)] : []),
    ...(unjudged ? [trainText('noteUnjudged', unjudged)] : []),
    ...(few ? [trainText('noteFew', FEW, few)] : []),
    ...(imbalance >= UNEVEN && !bare ? [trainText('noteUneven', decimal(imbalance, 1))] : []),
    ...(copies.some(({ labelsDiffer }) => labelsDiffer) ? [trainText('noteMixed')] : []),
  ];
}
