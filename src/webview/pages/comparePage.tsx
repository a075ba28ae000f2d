import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PanelState } from '../../shared/panelProtocol';
import { CompareNetworks } from '../compare/compareNetworks';
import { CompareWeights } from '../compare/compareWeights';
import { tabId, Tabs } from '../components/tabs';
import { useChoice, useChoiceOf } from '../hooks/useChoice';
import { useScrollMemory } from '../hooks/useScrollMemory';

const SECTIONS = ['compareNetworks', 'compareWeights'] as const;
const SECTION_ID = 'compare-section';

/** Two networks, or two models' weights, side by side. */
export function ComparePage({ state }: { readonly state: PanelState }): JSX.Element {
  const page = useRef<HTMLDivElement>(null);
  useScrollMemory('compare', page);
  const [section, setSection] = useChoiceOf('compare-section', SECTIONS, 'compareNetworks');
  // Models that were chosen anywhere else in the editor are what is to be seen.
  const [seen, setSeen] = useChoice('compare-models', 'null');
  const compared = JSON.stringify(state.compared);
  useEffect(() => {
    if (compared === seen) return;
    setSeen(compared);
    if (state.compared) setSection('compareWeights');
  }, [compared]);
  return (
    <div class="compare" ref={page}>
      <Tabs
        label="compareWhat"
        tabs={SECTIONS.map((id) => [id, id] as const)}
        selected={section}
        panelId={SECTION_ID}
        className="section-tabs"
        onSelect={setSection}
      />
      <div id={SECTION_ID} class="compare-section" role="tabpanel" aria-labelledby={tabId(section)}>
        {section === 'compareNetworks' ? <CompareNetworks state={state} /> : <CompareWeights state={state} />}
      </div>
    </div>
  );
}
