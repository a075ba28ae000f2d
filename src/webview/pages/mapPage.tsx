import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { PanelState } from '../../shared/panelProtocol';
import { EmptyState } from '../components/emptyState';
import { AnswerStatus } from '../components/inside/answerStatus';
import { Choice } from '../components/inside/choice';
import { runTitle } from '../evaluate/runTitle';
import { useAnswer } from '../hooks/useAnswer';
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
  const runs = useAnswer(`runs ${String(state.run === null)}`, (options) =>
    host.call('evaluableRuns', null, options),
  );
  const known = runs.value ?? [];
  const run = known.find((one) => one.run === state.evaluated) ?? known[0];
  const key = run && JSON.stringify([run.run, run.done]);
  const answer = useAnswer(key ?? null, async (options) => ({
    key,
    map: await host.call('pictureMap', { run: run?.run ?? -1 }, options),
  }));
  if (runs.value?.length === 0) return <EmptyState how="mapHow" />;
  return (
    <div class="evaluate map" ref={page}>
      {runs.failure !== null && <AnswerStatus answer={runs} label={text('pageMap')} />}
      {run && (
        <Choice
          label={text('evaluateRun')}
          name="map-run"
          value={String(run.run)}
          options={known.map((one) => [String(one.run), runTitle(one)] as const)}
          onChoose={(value) => {
            host.store.showEvaluated(Number(value));
          }}
        />
      )}
      {run && (answer.running || answer.failure !== null || answer.stopped) && (
        <AnswerStatus answer={answer} label={text('pageMap')} />
      )}
      {/* The last map stays while the next is made, but not as another folder's. */}
      {answer.value?.key === key && answer.value && (
        <MapEntries.Provider value={entries}>
          <MapParts key={key} map={answer.value.map} />
        </MapEntries.Provider>
      )}
    </div>
  );
}
