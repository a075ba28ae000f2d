import type { JSX } from 'preact';
import type { ModelRecord } from '../../../shared/classification';
import type { LayerRow } from '../../../shared/network';
import type { ResultEntry } from '../../../shared/panelProtocol';
import type { ClassifiedEntry } from '../../chosenEntry';
import { useAnswer } from '../../hooks/useAnswer';
import { useComparison, type Comparison } from '../../hooks/useComparison';
import { useChoiceOf } from '../../hooks/useChoice';
import { usePanelHost } from '../../panelHost';
import type { MessageKey } from '../../strings';
import { tabId, Tabs } from '../tabs';
import { Activations } from './activations';
import { TimePerLayer } from './timePerLayer';
import { WhatChangesIt } from './whatChangesIt';
import { WhereItLooked } from './whereItLooked';

const TABS = [
  ['look', 'sectionLook'],
  ['activations', 'sectionActivations'],
  ['changes', 'sectionChanges'],
  ['time', 'sectionTime'],
] as const satisfies readonly (readonly [string, MessageKey])[];
const SECTIONS = TABS.map(([id]) => id);
const PANEL_ID = 'inside-section';
const NO_LAYERS: readonly LayerRow[] = [];

export interface SectionProps {
  readonly entry: ClassifiedEntry;
  readonly model: ModelRecord;
  /** The model's layers, in its order; empty until they are known. */
  readonly layers: readonly LayerRow[];
  readonly comparison: Comparison;
}

interface InsideSectionsProps {
  readonly entry: ClassifiedEntry;
  readonly model: ModelRecord;
  /** All pictures of the list. */
  readonly entries: readonly ResultEntry[];
}

/** The ways to look inside, one at a time: what is not shown costs nothing. */
export function InsideSections({ entry, model, entries }: InsideSectionsProps): JSX.Element {
  const host = usePanelHost();
  const { id } = entry;
  const [section, choose] = useChoiceOf('inside-section', SECTIONS, 'look');
  const { value } = useAnswer(String(id), (options) => host.call('modelParts', { id }, options));
  const layers = value?.layers ?? NO_LAYERS;
  const comparison = useComparison(entry, model, layers, entries);
  const shown: SectionProps = { entry, model, layers, comparison };
  return (
    <>
      <Tabs
        label="insideSections"
        tabs={TABS}
        selected={section}
        panelId={PANEL_ID}
        className="section-tabs"
        onSelect={choose}
      />
      <section id={PANEL_ID} class="inside-section" role="tabpanel" aria-labelledby={tabId(section)}>
        {section === 'look' && <WhereItLooked {...shown} />}
        {section === 'activations' && <Activations {...shown} />}
        {section === 'changes' && <WhatChangesIt {...shown} />}
        {section === 'time' && <TimePerLayer {...shown} />}
      </section>
    </>
  );
}
