import type { JSX } from 'preact';
import type { KernelSheet, WeightFigures } from '../../../shared/explainProtocol';
import type { LayerRow, NetworkId } from '../../../shared/network';
import { count, figure, sharePercent } from '../../format';
import { useAnswer } from '../../hooks/useAnswer';
import { useImageUrl } from '../../hooks/useImageUrl';
import { usePanelHost } from '../../panelHost';
import { text } from '../../strings';
import { FactList } from '../factList';
import { AnswerStatus } from '../inside/answerStatus';
import { Histogram } from './histogram';

interface LayerWeightsProps {
  readonly network: NetworkId;
  readonly layer: LayerRow;
  /** The model in use, if there is one. */
  readonly model: string | null;
}

/** Milliseconds: whoever walks through the layers asks for none of those on the way. */
const SETTLED = 150;

/** The layer's weights in the model in use. */
export function LayerWeightsView({ network, layer, model }: LayerWeightsProps): JSX.Element | null {
  const host = usePanelHost();
  const asked = model !== null && layer.params > 0;
  const answer = useAnswer(
    asked ? JSON.stringify([model, network, layer.name]) : null,
    ({ signal }) => host.call('layerWeights', { network, layer: layer.name }, { signal }),
    SETTLED,
  );
  if (layer.params === 0) return null;
  const { value } = answer;
  return (
    <section class="layer-weights">
      <h3>{value ? text('weightsOf', value.title) : text('factWeights')}</h3>
      {model === null ? (
        <p>
          {text('weightsNoModel')}{' '}
          <button class="link" type="button" onClick={() => void host.act('chooseModel', null)}>
            {text('chooseModel')}
          </button>
        </p>
      ) : (
        (answer.running || answer.failure !== null || answer.stopped) && (
          <AnswerStatus answer={answer} label={text('factWeights')} />
        )
      )}
      {value?.tensors.map((tensor) => (
        <Tensor key={tensor.role} tensor={tensor} layer={layer.name} />
      ))}
    </section>
  );
}

function Tensor({ tensor, layer }: { readonly tensor: WeightFigures; readonly layer: string }): JSX.Element {
  const { role, shape, min, max, mean, std, zeros, nan, inf, histogram, kernels } = tensor;
  const size = shape.reduce((product, axis) => product * axis, 1);
  const number = (value: number | null): string => (value === null ? '–' : figure(value));
  return (
    <article class="layer-tensor">
      <h4>
        <span class="mono">{role}</span> <span class="minor">{shape.join(' × ')}</span>
      </h4>
      <Histogram counts={histogram} min={number(min)} max={number(max)} />
      <FactList
        label="factWeights"
        facts={[
          ['factMean', number(mean)],
          ['factDeviation', number(std)],
          ['factZeros', sharePercent(zeros / size)],
          ...(nan + inf > 0 ? [['factNonFinite', count(nan + inf)] as const] : []),
        ]}
      />
      {kernels && <Kernels kernels={kernels} name={`${layer}/${role}`} />}
    </article>
  );
}

function Kernels({ kernels, name }: { readonly kernels: KernelSheet; readonly name: string }): JSX.Element {
  const url = useImageUrl(kernels.picture);
  const { limit, colour } = kernels;
  return (
    <figure class="kernels">
      {url !== null && <img src={url} alt={text('kernelsAlt', count(kernels.count), name)} />}
      <figcaption class="minor">
        {text(colour ? 'kernelsColour' : 'kernelsGrey', count(kernels.count), figure(limit))}
      </figcaption>
    </figure>
  );
}
