import { FEW, surveyFindings } from '../../shared/surveyFindings';
import type { FolderSurvey } from '../../shared/trainProtocol';
import { decimal } from '../format';
import { trainText, type TrainKey } from './trainStrings';

/** What somebody should know of a folder before training on it: the engine's warnings in the language that is spoken. */
export function surveyNotes(survey: FolderSurvey): readonly string[] {
  const { bare, unjudged, few, uneven } = surveyFindings(survey);
  const said = (key: TrainKey, names: readonly string[], ...before: readonly number[]): readonly string[] =>
    names.length > 0 ? [trainText(key, ...before, names.join(', '))] : [];
  return [
    ...said('noteBare', bare),
    ...said('noteUnjudged', unjudged),
    ...said('noteFew', few, FEW),
    ...(uneven ? [trainText('noteUneven', decimal(survey.imbalance, 1))] : []),
    ...(survey.copies.some(({ labelsDiffer }) => labelsDiffer) ? [trainText('noteMixed')] : []),
  ];
}
