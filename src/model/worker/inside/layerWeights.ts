import type { ModelRequest } from '../../../shared/classification';
import type { LayerWeights, LayerWeightsRequest, WeightFigures } from '../../../shared/explainProtocol';
import { XceptionError } from '../../../shared/xceptionError';
import { buildNetwork } from '../../arch/buildNetwork';
import { encodePng } from '../../image/encodePng';
import { tensorStatistics } from '../../weights/inspect/tensorStatistics';
import type { OpenedModel, WeightTensor } from '../../weights/tensorFile';
import { histogram } from './histogram';
import { kernelSheet } from './kernelSheet';

/**
 * Reads a model; not this process' work, since a hostile file may hang or kill whoever reads it.
 *
 * @param only - which tensors are needed, by their names; all by default. More may come.
 */
export type OpenModel = (request: ModelRequest, only?: (tensor: string) => boolean) => Promise<OpenedModel>;

/**
 * One layer's weights in figures and pictures. Only these are read, and no native TensorFlow is needed.
 *
 * @throws XceptionError `model-mismatch` for a model of another network than the one asked for; `usage` for a layer that the
 * model has not; what opening the model throws; `cancelled`
 */
export async function layerWeights(
  { model, layer, network }: LayerWeightsRequest,
  open: OpenModel,
  signal: AbortSignal,
): Promise<LayerWeights> {
  const prefix = `${layer}/`;
  const { record, head, weights } = await open(model, (tensor) => tensor.startsWith(prefix));
  if (network !== undefined && record.network !== network) {
    throw new XceptionError(
      'model-mismatch',
      `${record.title} is a model of the network "${record.network}", and this layer is one of "${network}". Show that network, or choose another model.`,
    );
  }
  if (!buildNetwork(record.network, { head }).nodes.some(({ name }) => name === layer)) {
    throw new XceptionError(
      'usage',
      `${record.title} has no layer "${layer}": its head is another one than the published.`,
    );
  }
  const tensors: WeightFigures[] = [];
  for (const [name, tensor] of weights) {
    if (!name.startsWith(prefix)) continue;
    signal.throwIfAborted();
    tensors.push(await figuresOf(name.slice(prefix.length), tensor));
  }
  return { title: record.title, tensors };
}

async function figuresOf(role: string, { shape, data }: WeightTensor): Promise<WeightFigures> {
  const statistics = tensorStatistics(data);
  const { min, max } = statistics;
  const limit = Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0));
  const sheet = kernelSheet(shape, data, limit);
  return {
    role,
    shape,
    ...statistics,
    histogram: histogram(data, min ?? 0, max ?? 0),
    ...(sheet && {
      kernels: {
        picture: await encodePng(sheet.raster),
        limit,
        count: sheet.count,
        colour: sheet.colour,
      },
    }),
  };
}
