import type { JSX } from 'preact';
import type { Evaluation } from '../../shared/evaluation';
import { useShownPart } from '../components/shownPart';
import { MistakeTile } from '../evaluate/mistakeTile';
import { count } from '../format';
import { usePanelHost } from '../panelHost';
import { FilePicture } from './filePicture';
import { trainText } from './trainStrings';

/** A cell of the confusion matrix. */
export interface MistakeCell {
  readonly actual: string;
  readonly predicted: string;
}

interface TrainMistakesProps {
  readonly figures: Evaluation;
  /** Only the mistakes of this cell; null is all. */
  readonly cell: MistakeCell | null;
  readonly onAll: () => void;
}

/** Wrong answers as pictures, surest first; a click classifies the picture with the model and shows what it sees. */
export function TrainMistakes({ figures, cell, onAll }: TrainMistakesProps): JSX.Element {
  const host = usePanelHost();
  const mistakes = figures.mistakes
    .map((mistake, index) => ({ ...mistake, index }))
    .filter(({ actual, predicted }) => !cell || (actual === cell.actual && predicted === cell.predicted));
  const [shown, more] = useShownPart(mistakes);
  if (figures.wrong === 0) return <p>{trainText('noMistakes')}</p>;
  const total = cell ? mistakes.length : figures.wrong;
  return (
    <>
      {cell && (
        <p>
          {trainText('mistakesOfCell', cell.actual, cell.predicted)}{' '}
          <button class="link" type="button" data-focus="train-all-mistakes" onClick={onAll}>
            {trainText('allMistakes')}
          </button>
        </p>
      )}
      <p class="minor" role="status">
        {trainText('mistakesCount', count(shown.length), count(total))}
      </p>
      <ul class="mistakes">
        {shown.map(({ index, ...mistake }) => (
          <MistakeTile
            key={mistake.path}
            mistake={mistake}
            name={`train-mistake-${index}`}
            onOpen={() => void host.act('openMistake', { index })}
          >
            <FilePicture picture={{ of: 'mistakes', index }} file={mistake.path} />
          </MistakeTile>
        ))}
      </ul>
      {more}
    </>
  );
}
