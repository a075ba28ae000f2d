import type { JSX } from 'preact';
import type { DeletionFigures } from '../../../shared/explainProtocol';
import { percent } from '../../format';
import { text } from '../../strings';

interface DeletionTestProps {
  readonly figures: DeletionFigures | undefined;
  /** The class that the map is about. */
  readonly label: string;
  readonly disabled: boolean;
  readonly onTest: () => void;
}

/** Whether the map means anything: what hiding the marked part does to the answer, in one sentence. */
export function DeletionTest({ figures, label, disabled, onTest }: DeletionTestProps): JSX.Element {
  return (
    <div class="deletion" role="status">
      {figures ? (
        <p>{sentenceOf(figures, label)}</p>
      ) : (
        <button class="button button-secondary" type="button" disabled={disabled} onClick={onTest}>
          {text('lookTest')}
        </button>
      )}
    </div>
  );
}

function sentenceOf({ share, probability, hidden, random }: DeletionFigures, label: string): string {
  const message = hidden > probability ? 'deletionRaises' : 'deletionLowers';
  const hiddenShare = `${Math.round(100 * share)}%`;
  return text(message, hiddenShare, label, percent(probability), percent(hidden), percent(random));
}
