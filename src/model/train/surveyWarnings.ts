import { FEW, surveyFindings } from '../../shared/surveyFindings';
import type { FolderSurvey } from '../../shared/trainProtocol';

/** What somebody should know before training on a folder, in words. */
export function surveyWarnings(survey: Omit<FolderSurvey, 'warnings'>): readonly string[] {
  const { unreadable, copies, leftOut, unlabelled, imbalance } = survey;
  const { bare, unjudged, few, uneven } = surveyFindings(survey);
  const mixed = copies.filter(({ labelsDiffer }) => labelsDiffer);
  return [
    ...said(bare, (names) => `Nothing to learn from for ${names}: every class needs pictures to train on.`),
    ...said(unjudged, (names) => `No pictures to judge ${names} by: the figures say nothing about it.`),
    ...said(few, (names) => `Fewer than ${FEW} pictures to learn ${names} from.`),
    ...when(
      uneven,
      `The largest class has ${imbalance.toFixed(1)} times as many pictures as the smallest: class weights make up for it.`,
    ),
    ...when(unreadable.length > 0, `${pictures(unreadable.length)} cannot be read and will not be used.`),
    ...when(unlabelled.length > 0, `${pictures(unlabelled.length)} in no class's folder will not be used.`),
    ...when(
      leftOut.length > 0,
      `${pictures(leftOut.length)} with a copy among those to judge by will not be trained on, so that the figures stay honest.`,
    ),
    ...said(
      mixed.map(({ files }) => files.slice(0, 2).join(' = ')),
      (names) => `Copies of one picture lie in folders of different classes: ${names}.`,
    ),
  ];
}

const NAMED = 5;

function said(names: readonly string[], sentence: (names: string) => string): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return [sentence(`${names.slice(0, NAMED).join(', ')}${more}`)];
}

function when(is: boolean, sentence: string): readonly string[] {
  return is ? [sentence] : [];
}

function pictures(count: number): string {
  return count === 1 ? '1 picture' : `${count} pictures`;
}
