import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { PANEL_PAGES, type PanelPage } from '../../shared/panelProtocol';
import { text, type MessageKey } from '../strings';

const TITLES: Readonly<Record<PanelPage, MessageKey>> = { results: 'pageResults', layers: 'pageLayers' };

interface PageTabsProps {
  readonly page: PanelPage;
  readonly onPage: (page: PanelPage) => void;
}

/** The panel's pages as ARIA tabs: the arrow keys, Home and End change the page. */
export function PageTabs({ page, onPage }: PageTabsProps): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    const target = pageAfter(page, event.key);
    if (!target) return;
    event.preventDefault();
    onPage(target);
    list.current?.querySelector<HTMLElement>(`#${tabId(target)}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={text('pages')} ref={list} onKeyDown={onKeyDown}>
      {PANEL_PAGES.map((each) => (
        <button
          key={each}
          id={tabId(each)}
          class="tab"
          type="button"
          role="tab"
          aria-selected={each === page}
          aria-controls={PAGE_ID}
          tabIndex={each === page ? 0 : -1}
          data-focus={tabId(each)}
          onClick={() => {
            onPage(each);
          }}
        >
          {text(TITLES[each])}
        </button>
      ))}
    </div>
  );
}

/** Id of the element that shows the page. */
export const PAGE_ID = 'page';

export function tabId(page: PanelPage): string {
  return `tab-${page}`;
}

function pageAfter(page: PanelPage, key: string): PanelPage | undefined {
  const index = PANEL_PAGES.indexOf(page);
  switch (key) {
    case 'ArrowRight':
      return PANEL_PAGES[(index + 1) % PANEL_PAGES.length];
    case 'ArrowLeft':
      return PANEL_PAGES.at(index - 1);
    case 'Home':
      return PANEL_PAGES[0];
    case 'End':
      return PANEL_PAGES.at(-1);
    default:
      return undefined;
  }
}
