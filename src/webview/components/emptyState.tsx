import type { JSX } from 'preact';
import { usePanelHost } from '../panelHost';
import { text, type MessageKey } from '../strings';
import { Icon } from './icon';

/** What to do when there is nothing to see. */
export function EmptyState({ how = 'emptyHow' }: { readonly how?: MessageKey }): JSX.Element {
  const host = usePanelHost();
  return (
    <div class="empty">
      <Icon name="picture" />
      <h1>{text('emptyTitle')}</h1>
      <p class="minor">{text(how)}</p>
      <button
        class="button"
        type="button"
        data-focus="choose-model"
        onClick={() => void host.act('chooseModel', null)}
      >
        {text('chooseModel')}
      </button>
    </div>
  );
}
