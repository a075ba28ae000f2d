import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ModelRecord } from '../../shared/classification';
import type { ResultEntry } from '../../shared/panelProtocol';
import { isClassified } from '../chosenEntry';
import { entryText } from '../describe';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';
import { RetryButton } from './retryButton';

/** How long the button says that it has copied. */
const COPIED_MS = 2000;

interface EntryActionsProps {
  readonly entry: ResultEntry;
  readonly model: ModelRecord | undefined;
}

/** What can be done with a picture. */
export function EntryActions({ entry, model }: EntryActionsProps): JSX.Element {
  const host = usePanelHost();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => {
      setCopied(false);
    }, COPIED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  const copy = async (): Promise<void> => {
    setCopied(await host.act('copy', { text: entryText(entry, model) }));
  };
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
            host.store.showPage('inside');
            void host.act('setPage', { page: 'inside' });
          }}
        >
          {text('lookInside')}
        </button>
      )}
      <button class="button button-secondary copy" type="button" onClick={() => void copy()}>
        {text(copied ? 'copied' : 'copy')}
      </button>
      <RetryButton entry={entry} />
      <span class="visually-hidden" role="status">
        {copied ? text('copied') : ''}
      </span>
    </div>
  );
}
