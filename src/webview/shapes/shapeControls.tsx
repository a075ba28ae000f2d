import type { JSX } from 'preact';
import type { LayerTableRequest } from '../../shared/panelProtocol';
import { Icon } from '../components/icon';
import { Choice } from '../components/inside/choice';
import { Slider } from '../components/inside/slider';
import { NETWORKS, networkName } from '../describe';
import { pixels } from '../format';
import { text } from '../strings';

/** What every network can take, and as much as anyone trains with. */
const SIDES = { min: 71, max: 1024, step: 1 };

interface ShapeControlsProps {
  readonly request: LayerTableRequest;
  readonly detail: 'stages' | 'blocks';
  /** Why the host refuses the request. */
  readonly refusal: string | null;
  readonly onChange: (changes: Partial<LayerTableRequest>) => void;
  readonly onDetail: (detail: 'stages' | 'blocks') => void;
  readonly onSave: (kind: 'svg' | 'png') => void;
}

/** Which network is drawn, at which size and how finely, and what becomes of the drawing. */
export function ShapeControls(props: ShapeControlsProps): JSX.Element {
  const { request, detail, refusal, onChange, onDetail, onSave } = props;
  const { network, height, width } = request;
  const saveButton = (kind: 'svg' | 'png', label: string): JSX.Element => (
    <button
      class="button button-secondary"
      type="button"
      data-focus={`shapes-${kind}`}
      onClick={() => {
        onSave(kind);
      }}
    >
      {label}
    </button>
  );
  return (
    <div class="layer-controls">
      <Choice
        label={text('network')}
        name="shapes-network"
        value={network}
        options={NETWORKS.map((id) => [id, networkName(id)] as const)}
        onChoose={(chosen) => {
          onChange({ network: chosen });
        }}
      />
      <Slider
        label={text('shapesInput')}
        name="shapes-size"
        scale={SIDES}
        value={height}
        shown={pixels(width, height)}
        onSlide={(side) => {
          onChange({ height: side, width: side });
        }}
      />
      <Choice
        label={text('shapesDetail')}
        name="shapes-detail"
        value={detail}
        options={[
          ['stages', text('shapesStages')],
          ['blocks', text('shapesBlocks')],
        ]}
        onChoose={onDetail}
      />
      <div class="actions shapes-save">
        {saveButton('svg', text('saveSvg'))}
        {saveButton('png', text('savePng'))}
      </div>
      <div class="layer-problem" role="alert">
        {refusal !== null && <Icon name="error" />}
        <p>{refusal}</p>
      </div>
    </div>
  );
}
