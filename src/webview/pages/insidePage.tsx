import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { isFailure } from '../../shared/classification';
import type { PanelState } from '../../shared/panelProtocol';
import { chosenEntry, isClassified } from '../chosenEntry';
import { Banner } from '../components/banner';
import { EmptyState } from '../components/emptyState';
import { InsideSections } from '../components/inside/insideSections';
import { PictureChoice } from '../components/inside/pictureChoice';
import { useScrollMemory } from '../hooks/useScrollMemory';
import { text } from '../strings';

/** What the network does with the chosen picture. */
export function InsidePage({ state }: { readonly state: PanelState }): JSX.Element {
  const page = useRef<HTMLDivElement>(null);
  useScrollMemory('inside', page);
  const { entries, models, run } = state;
  const entry = chosenEntry(state);
  const model = entry && models[entry.model];
  if (entries.length === 0) {
    return run ? <p class="minor inside-hint">{run.activity}</p> : <EmptyState how="insideHow" />;
  }
  return (
    <div class="inside" ref={page}>
      <header class="inside-header">
        <h1>{entry?.name ?? text('pageInside')}</h1>
        {model && <span class="minor">{model.title}</span>}
        {entries.length > 1 && (
          <PictureChoice label={text('insidePicture')} entries={entries} chosen={entry?.id ?? null} />
        )}
      </header>
      {model && !model.trained && (
        <Banner kind="warning" title={text('untrainedTitle')}>
          {text('untrainedText')} {text('insideUntrained')}
        </Banner>
      )}
      {!entry && <p class="minor">{text('insideChoose')}</p>}
      {entry && !entry.result && <p class="minor">{run?.activity ?? text('insideWaiting')}</p>}
      {entry?.result && isFailure(entry.result) && (
        <Banner kind="error" title={text('failed')}>
          {text('insideFailed', entry.result.error.message)}
        </Banner>
      )}
      {entry && model && isClassified(entry) && (
        <InsideSections key={entry.id} entry={entry} model={model} entries={entries} />
      )}
    </div>
  );
}
