import type { JSX } from 'preact';
import type { TrainingState } from '../../shared/training';
import { usePanelHost } from '../panelHost';
import { trainText } from './trainStrings';

/** Which folder it is, and the ways to look at it anew or to turn to another. */
export function TrainHeader({ training }: { readonly training: TrainingState }): JSX.Element {
  const host = usePanelHost();
  const { name, where, folder, running, looking } = training;
  return (
    <header class="train-header">
      <h1>{trainText('title', name)}</h1>
      <span class="minor" title={folder}>
        {where}
      </span>
      <div class="actions">
        {looking && (
          <button
            class="button button-secondary"
            type="button"
            data-focus="train-cancel-look"
            onClick={() => void host.act('cancelTraining', null)}
          >
            {trainText('cancelTraining')}
          </button>
        )}
        <button
          class="button button-secondary"
          type="button"
          data-focus="train-look"
          disabled={running || looking !== null}
          onClick={() => void host.act('lookAgain', null)}
        >
          {trainText('lookAgain')}
        </button>
        <button
          class="button button-secondary"
          type="button"
          data-focus="train-other"
          disabled={running}
          onClick={() => void host.act('chooseTrainingFolder', null)}
        >
          {trainText('otherFolder')}
        </button>
      </div>
    </header>
  );
}
