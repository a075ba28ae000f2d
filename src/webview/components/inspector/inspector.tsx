import type { JSX } from 'preact';
import type { LayerRow, NetworkSummary } from '../../../shared/network';
import type { PanelState } from '../../../shared/panelProtocol';
import { chosenEntry, isClassified } from '../../chosenEntry';
import { bytes, count, kernel, scaled, shape, sharePercent } from '../../format';
import { useQuestion } from '../../hooks/useQuestion';
import { usePanelHost } from '../../panelHost';
import { text } from '../../strings';
import { FactList, type Fact } from '../factList';
import { Icon } from '../icon';
import { CodeLines } from './codeLines';
import { FieldDrawing, PictureUnder } from './fieldDrawing';
import { LayerLinks } from './layerLinks';
import { LayerWeightsView } from './layerWeightsView';

interface InspectorProps {
  readonly state: PanelState;
  readonly summary: NetworkSummary;
  /** The selected layer. */
  readonly layer: LayerRow;
}

/** What the selected layer does, from its shapes to its weights. */
export function Inspector(props: InspectorProps): JSX.Element {
  return (
    <aside class="inspector" aria-label={text('inspector')}>
      <LayerDetails key={props.layer.name} {...props} />
    </aside>
  );
}

function LayerDetails({ state, summary, layer }: InspectorProps): JSX.Element {
  const host = usePanelHost();
  const { table } = state;
  const question = { ...table, layer: layer.name };
  const { value: about, failure } = useQuestion(question, (asked, options) =>
    host.call('aboutLayer', asked, options),
  );
  const entry = chosenEntry(state);
  const drawing = { layer, input: summary.input, layout: summary.layout };
  return (
    <>
      <header class="inspector-title">
        <h2 class="mono">{layer.name}</h2>
        <span class="minor">{layer.type}</span>
        <button
          class="icon-button"
          type="button"
          aria-label={text('inspectorClose')}
          data-focus="inspector-close"
          onClick={() => {
            host.selectLayer(null);
          }}
        >
          <Icon name="close" />
        </button>
      </header>
      <p role="status">{about?.does ?? failure}</p>
      <FactList label="facts" facts={factsOf(layer)} />
      <LayerLinks summary={summary} layer={layer} />
      {entry && isClassified(entry) ? (
        <PictureUnder {...drawing} entry={entry} />
      ) : (
        <FieldDrawing {...drawing} picture={null} />
      )}
      {about && <CodeLines about={about} />}
      <LayerWeightsView network={table.network} layer={layer} model={state.activeModel} />
    </>
  );
}

function factsOf(layer: LayerRow): readonly Fact[] {
  const shared = (amount: string, value: number, share: number): string =>
    value === 0 ? '0' : `${amount} (${sharePercent(share)})`;
  const inputs = layer.inputShapes.map((sizes) => shape(sizes)).join(', ');
  return [
    ...(inputs === '' ? [] : [['columnInput', inputs] as const]),
    ['columnOutput', shape(layer.outputShape)],
    ...(layer.kernel ? [['columnKernel', kernel(layer.kernel, layer.stride)] as const] : []),
    ...(layer.padding === undefined ? [] : [['columnPadding', String(layer.padding)] as const]),
    ['columnParams', shared(count(layer.params), layer.params, layer.paramsShare)],
    ['columnMacs', shared(scaled(layer.macs), layer.macs, layer.macsShare)],
    ['columnActivation', bytes(layer.activationBytes)],
  ];
}
