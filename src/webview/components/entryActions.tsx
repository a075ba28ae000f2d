import type { JSX } from 'preact';
import type { ModelRecord } from '../../shared/classification';
import type { ResultEntry } from '../../shared/panelProtocol';
import { isClassified } from '../chosenEntry';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';
import { CopyAs } from './copyAs';
import { RetryButton } from './retryButton';

interface EntryActionsProps {
  readonly entry: ResultEntry;
  readonly model: ModelRecord | undefined;
}

/** What can be done with a picture. */
export function EntryActions({ entry, model }: EntryActionsProps): JSX.Element {
  const host = usePanelHost();
  return (
    <div class="actions">
      <button
        class="button button-secondary"
        type="button"
        onClick={() => void host.act('openImage', { id: entry.id })}
      >
        {text('open')}
      </button>
      <button
        class="button button-secondary"
        type="button"
        onClick={() => void host.act('revealImage', { id: entry.id })}
      >
        {text('reveal')}
      </button>
      {isClassified(entry) && (
        <button
          class="button button-secondary"
          type="button"
          data-focus="look-inside"
          onClick={() => {
            void host.act('select', { id: entry.id });
            host.showPage('inside');
          }}
        >
          {text('lookInside')}
        </button>
      )}
      <CopyAs entry={entry} model={model} />
      <RetryButton entry={entry} />
      <button
        class="button button-secondary"
        type="button"
        onClick={() => void host.act('tryModel', { id: entry.id })}
      >
        {text('tryModel')}
      </button>
    </div>
  );
}
