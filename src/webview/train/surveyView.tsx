import type { JSX } from 'preact';
import type { FolderSurvey, SplitSide } from '../../shared/trainProtocol';
import { Banner } from '../components/banner';
import { count } from '../format';
import { ClassTable } from './classTable';
import { PictureLists } from './pictureLists';
import { surveyNotes } from './surveyNotes';
import { trainText } from './trainStrings';

/** What a folder offers to learn from. */
export function SurveyView({ survey }: { readonly survey: FolderSurvey }): JSX.Element {
  const { classes, splitBy } = survey;
  const sum = (side: SplitSide): number => classes.reduce((total, one) => total + one[side], 0);
  const notes = surveyNotes(survey);
  return (
    <section class="train-part" aria-labelledby="train-pictures">
      <h2 id="train-pictures">{trainText('pictures')}</h2>
      <p>
        {trainText(
          splitBy === 'folders' ? 'splitByFolders' : 'splitBySeed',
          count(classes.length),
          count(sum('train') + sum('validation')),
          count(sum('test')),
        )}
      </p>
      {notes.length > 0 && (
        <Banner kind="warning" title={trainText('notes')}>
          {notes.join(' ')}
        </Banner>
      )}
      <ClassTable survey={survey} />
      <PictureLists survey={survey} />
    </section>
  );
}
