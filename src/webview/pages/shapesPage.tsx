import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { LayerTableRequest } from '../../shared/panelProtocol';
import { useScrollMemory } from '../hooks/useScrollMemory';
import { useChoiceOf } from '../hooks/useChoice';
import { useTableRequest } from '../hooks/useTableRequest';
import { usePanelHost } from '../panelHost';
import type { LayerTable } from '../panelStore';
import { pngBytes, svgText } from '../shapes/exportDrawing';
import { ShapeControls } from '../shapes/shapeControls';
import { ShapePicture } from '../shapes/shapePicture';
import { blockStages, tracedStages, type ShapeStage } from '../shapes/shapeStages';
import { StageFacts } from '../shapes/stageFacts';
import { StageTable } from '../shapes/stageTable';
import { text } from '../strings';

interface ShapesPageProps {
  readonly table: LayerTableRequest;
  readonly layers: LayerTable | null;
  /** Name of the selected layer. */
  readonly layer: string | null;
}

/** How a network's feature maps change their shape on the way, as a drawing. */
export function ShapesPage({ table, layers, layer }: ShapesPageProps): JSX.Element {
  const host = usePanelHost();
  const page = useRef<HTMLDivElement>(null);
  useScrollMemory('shapes', page);
  const { request, change, refusal } = useTableRequest(table);
  const [detail, setDetail] = useChoiceOf('shapes-detail', ['stages', 'blocks'], 'stages');
  const [looked, setLooked] = useState<string | null>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const stages = useMemo(() => {
    if (!layers) return [];
    return detail === 'stages' ? tracedStages(layers.summary, layers.trace) : blockStages(layers.summary);
  }, [layers, detail]);
  const selected = stages.findIndex((stage) => layer !== null && stage.layers.includes(layer));
  const shown: ShapeStage | undefined = stages.find((stage) => stage.layer === looked) ?? stages[selected];
  const save = async (kind: 'svg' | 'png'): Promise<void> => {
    if (!drawing.current || !layers) return;
    const { network, input } = layers.summary;
    const svg = svgText(drawing.current);
    await host.attempt(async () => {
      const bytes = kind === 'svg' ? new TextEncoder().encode(svg) : await pngBytes(svg);
      const name = `xception-${network}-${input.height}x${input.width}.${kind}`;
      await host.call('saveFile', { name, bytes });
    });
  };
  const select = (name: string): void => {
    host.selectLayer(name);
  };
  return (
    <div class="layers shapes" ref={page}>
      <ShapeControls
        request={request}
        detail={detail}
        refusal={refusal}
        onChange={change}
        onDetail={setDetail}
        onSave={(kind) => void save(kind)}
      />
      {layers && (
        <>
          <h1>{layers.summary.title}</h1>
          <ShapePicture
            drawing={drawing}
            title={layers.summary.title}
            stages={stages}
            selected={selected}
            onLook={(stage) => {
              setLooked(stage?.layer ?? null);
            }}
            onSelect={select}
          />
          <StageFacts stage={shown} />
          <StageTable stages={stages} selected={selected} onSelect={select} />
          <details>
            <summary>{text('printedTrace')}</summary>
            <pre class="mono printed-trace">{layers.printed}</pre>
          </details>
        </>
      )}
    </div>
  );
}
