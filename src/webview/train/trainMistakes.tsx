import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Evaluation } from '../../shared/evaluation';
import { count, percent } from '../format';
import { usePanelHost } from '../panelHost';
import { FilePicture } from './filePicture';
import { MoreButton } from './pictureLists';
import { trainText } from './trainStrings';

/** Tiles drawn at first, and with each further step. */
const STEP = 24;

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
  const [shown, setShown] = useState(STEP);
  if (figures.wrong === 0) return <p>{trainText('noMistakes')}</p>;
  const mistakes = figures.mistakes
    .map((mistake, index) => ({ ...mistake, index }))
    .filter(({ actual, predicted }) => !cell || (actual === cell.actual && predicted === cell.predicted));
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
        {trainText('mistakesCount', count(Math.min(shown, mistakes.length)), count(total))}
      </p>
      <ul class="mistakes">
        {mistakes.slice(0, shown).map(({ path, actual, predicted, confidence, index }) => (
          <li key={path}>
            <button
              class="mistake"
              type="button"
              title={path}
              data-focus={`train-mistake-${index}`}
              onClick={() => void host.act('openMistake', { index })}
            >
              <FilePicture picture={{ of: 'mistakes', index }} file={path} />
              <span>
                <strong>{predicted}</strong> <span class="number">{percent(confidence)}</span>
              </span>
              <span class="minor">{trainText('isReally', actual)}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown < mistakes.length && (
        <MoreButton
          onMore={() => {
            setShown(shown + STEP);
          }}
        />
      )}
    </>
  );
}
