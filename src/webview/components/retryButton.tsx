import type { JSX } from 'preact';
import type { ResultEntry } from '../../shared/panelProtocol';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';

interface RetryButtonProps {
  readonly entry: ResultEntry;
  readonly tabIndex?: number;
}

/** Classifies a picture again. */
export function RetryButton({ entry, tabIndex = 0 }: RetryButtonProps): JSX.Element {
  const host = usePanelHost();
  return (
    <button
      class="button button-secondary"
      type="button"
      tabIndex={tabIndex}
      aria-label={text('retryNamed', entry.name)}
      onClick={(event) => {
        event.stopPropagation();
        void host.act('retry', { id: entry.id });
      }}
    >
      {text('retry')}
    </button>
  );
}
