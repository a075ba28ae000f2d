import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { PanelState } from '../../shared/panelProtocol';
import { EmptyState } from '../components/emptyState';
import { AnswerStatus } from '../components/inside/answerStatus';
import { RunChoice } from '../evaluate/runChoice';
import { useEvaluatedRun } from '../evaluate/useEvaluatedRun';
import { useQuestion } from '../hooks/useQuestion';
import { useScrollMemory } from '../hooks/useScrollMemory';
import { MapEntries } from '../map/mapEntries';
import { MapParts } from '../map/mapParts';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';

/** A folder's pictures in the plane: those that the model takes for alike lie side by side. */
export function MapPage({ state }: { readonly state: PanelState }): JSX.Element {
  const host = usePanelHost();
  const page = useRef<HTMLDivElement>(null);
  useScrollMemory('map', page);
  const entries = useMemo(() => new Map(state.entries.map((entry) => [entry.id, entry])), [state.entries]);
  const { runs, known, run } = useEvaluatedRun(state);
  const question = run ? { run: run.run, done: run.done } : null;
  const answer = useQuestion(question, async (asked, options) => ({
    key: JSON.stringify(asked),
    map: await host.call('pictureMap', { run: asked.run }, options),
  }));
  const key = JSON.stringify(question);
  if (runs.value?.length === 0) return <EmptyState how="mapHow" />;
  return (
    <div class="evaluate map" ref={page}>
      {runs.failure !== null && <AnswerStatus answer={runs} label={text('pageMap')} />}
      {run && (
        <RunChoice
          name="map-run"
          runs={known}
          run={run.run}
          onRun={(next) => {
            host.store.showEvaluated(next);
          }}
        />
      )}
      {run && (answer.running || answer.failure !== null || answer.stopped) && (
        <AnswerStatus answer={answer} label={text('pageMap')} />
      )}
      {/* The last map stays while the next is made, but not as another folder's. */}
      {answer.value?.key === key && (
        <MapEntries.Provider value={entries}>
          <MapParts key={key} map={answer.value.map} />
        </MapEntries.Provider>
      )}
    </div>
  );
}
