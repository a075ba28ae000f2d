import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PanelState } from '../../shared/panelProtocol';
import { Inspector } from '../components/inspector/inspector';
import { LayerControls } from '../components/layerControls';
import { LayerTable } from '../components/layerTable';
import { RepairList } from '../components/repairList';
import { ShapeTrace } from '../components/shapeTrace';
import { useLayerTable } from '../hooks/useLayerTable';
import { formOf, requestOf } from '../layerForm';
import type { LayerTable as Table } from '../panelStore';
import { text } from '../strings';

interface LayersPageProps {
  readonly state: PanelState;
  /** What is on screen; stays while the next is on its way or refused. */
  readonly layers: Table | null;
}

/** A network's structure at any input size. */
export function LayersPage({ state, layers }: LayersPageProps): JSX.Element {
  const { table, layer } = state;
  const [form, setForm] = useState(() => formOf(table));
  // The host may turn to another network by itself; what it only echoes must not undo what is being typed.
  const known = useRef(table);
  useEffect(() => {
    if (JSON.stringify(known.current) === JSON.stringify(table)) return;
    known.current = table;
    setForm(formOf(table));
  }, [table]);

  const request = requestOf(form);
  const refusal = useLayerTable(request);
  const inspected = layers?.summary.layers.find(({ name }) => name === layer);
  return (
    <div class="layers">
      <LayerControls
        form={form}
        problem={request ? refusal : text('wholeNumbers')}
        onChange={(next) => {
          known.current = requestOf(next) ?? known.current;
          setForm(next);
        }}
      />
      {layers && (
        <>
          <h1 class="layers-title">{layers.summary.title}</h1>
          <ShapeTrace trace={layers.trace} layer={layer} />
          <div class={inspected ? 'layers-body inspected' : 'layers-body'}>
            <div class="layers-main">
              {!inspected && <p class="minor">{text('inspectorHint')}</p>}
              <LayerTable summary={layers.summary} layer={layer} />
              {layers.summary.repairs.length > 0 && <RepairList repairs={layers.summary.repairs} />}
            </div>
            {inspected && <Inspector state={state} summary={layers.summary} layer={inspected} />}
          </div>
        </>
      )}
    </div>
  );
}
