import type { JSX } from 'preact';
import { PANEL_PAGES, type PanelPage } from '../../shared/panelProtocol';
import type { MessageKey } from '../strings';
import { Tabs } from './tabs';

const TITLES: Readonly<Record<PanelPage, MessageKey>> = {
  results: 'pageResults',
  inside: 'pageInside',
  evaluate: 'pageEvaluate',
  map: 'pageMap',
  layers: 'pageLayers',
  shapes: 'pageShapes',
  compare: 'pageCompare',
  train: 'pageTrain',
};

/** Id of the element that shows the page. */
export const PAGE_ID = 'page';

interface PageTabsProps {
  readonly page: PanelPage;
  /** Pages that are not among the tabs, unless they are what is shown. */
  readonly hidden: readonly PanelPage[];
  readonly onPage: (page: PanelPage) => void;
}

/** The panel's pages. */
export function PageTabs({ page, hidden, onPage }: PageTabsProps): JSX.Element {
  const shown = PANEL_PAGES.filter((id) => id === page || !hidden.includes(id));
  const tabs = shown.map((id) => [id, TITLES[id]] as const);
  return <Tabs label="pages" tabs={tabs} selected={page} panelId={PAGE_ID} onSelect={onPage} />;
}
