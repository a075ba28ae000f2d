import type { JSX } from 'preact';
import { PANEL_PAGES, type PanelPage } from '../../shared/panelProtocol';
import type { MessageKey } from '../strings';
import { Tabs } from './tabs';

const TITLES: Readonly<Record<PanelPage, MessageKey>> = {
  results: 'pageResults',
  inside: 'pageInside',
  evaluate: 'pageEvaluate',
  layers: 'pageLayers',
  shapes: 'pageShapes',
  compare: 'pageCompare',
};

/** Id of the element that shows the page. */
export const PAGE_ID = 'page';

interface PageTabsProps {
  readonly page: PanelPage;
  readonly onPage: (page: PanelPage) => void;
}

/** The panel's pages. */
export function PageTabs({ page, onPage }: PageTabsProps): JSX.Element {
  const tabs = PANEL_PAGES.map((id) => [id, TITLES[id]] as const);
  return <Tabs label="pages" tabs={tabs} selected={page} panelId={PAGE_ID} onSelect={onPage} />;
}
