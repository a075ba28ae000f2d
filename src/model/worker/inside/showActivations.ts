import { performance } from 'node:perf_hooks';
import type { ActivationsRequest, LayerActivations, MapFigures } from '../../../shared/explainProtocol';
import { XceptionError } from '../../../shared/xceptionError';
import type { SizedLayer } from '../../arch/sizedLayer';
import { encodePng } from '../../image/encodePng';
import {
  layerStatistics,
  type LayerFigures,
  type LayerValues,
} from '../../runtime/activations/layerStatistics';
import { mapSheet } from '../../runtime/activations/mapSheet';
import type { InsideModel } from '../../runtime/insideModel';
import { findLayer } from '../../runtime/layerPath';
import { layerValues } from '../../runtime/activations/layerValues';
import type { ModelPool } from '../modelPool';
import type { Turnstile } from '../turnstile';
import { checkMaxSide, checkRange } from './checkRequest';
import type { PictureDesk } from './pictureDesk';
import type { Recent } from './recent';
import { outputKey } from './requestKeys';

const DEFAULT_MAPS = 64;
const SHEET_SIDE = 2048;

/** A layer's output for a picture. */
export interface Output {
  readonly layer: SizedLayer;
  readonly values: LayerValues;
  readonly figures: LayerFigures;
}

interface ShowTools {
  readonly inside: ModelPool<InsideModel>;
  readonly desk: PictureDesk;
  /** What is only drawn otherwise need not be computed again. */
  readonly outputs: Recent<Output>;
  readonly turnstile: Turnstile;
  readonly signal: AbortSignal;
}

/**
 * One layer's feature maps for one picture.
 *
 * @throws XceptionError `usage` for a layer, a map or a size that cannot be; what opening the model or reading the picture
 * throws; `cancelled`
 */
export async function showActivations(
  request: ActivationsRequest,
  tools: ShowTools,
): Promise<LayerActivations> {
  const { layer: name, scale = 'map', range, colours = 'viridis', maxSide = SHEET_SIDE } = request;
  checkMaxSide(maxSide);
  checkRange(range);
  const times = { prepare: 0, network: 0 };
  const output = await tools.outputs.get(await outputKey(request), () => outputOf(request, tools, times));
  const start = performance.now();
  const { layer, values } = output;
  const { statistics, maps } = output.figures;
  const shown = chooseMaps(maps, request);
  const single = values.width * values.height === 1;
  const whole = scale === 'layer' || single ? { min: statistics.min, max: statistics.max } : undefined;
  const span = range ?? whole;
  const { raster, ...sheet } = mapSheet(values, { maps: shown, span, colours, maxSide });
  const picture = await encodePng(raster);
  return {
    layer: name,
    type: layer.type,
    kind: layer.op.kind,
    shape: shapeOf(values, layer.output.flat),
    statistics,
    sheet: { ...sheet, picture, maps: shown, ...(span && { range: span }) },
    ...(request.raw === true && { values: values.values }),
    timings: { ...times, draw: performance.now() - start },
  };
}

function outputOf(
  request: ActivationsRequest,
  { inside, desk, turnstile, signal }: ShowTools,
  times: { prepare: number; network: number },
): Promise<Output> {
  return inside.use(request.model, async (model) => {
    const layer = findLayer(model.network.layers, request.layer);
    const begin = performance.now();
    const picture = await desk.lay(request.file, model.record, request.preprocessing);
    times.prepare = performance.now() - begin;
    return turnstile.pass(1, () => {
      signal.throwIfAborted();
      const start = performance.now();
      const values = layerValues(model.activations, request.layer, picture);
      times.network = performance.now() - start;
      return { layer, values, figures: layerStatistics(values) };
    });
  });
}

function shapeOf({ height, width, channels }: LayerValues, flat: boolean): readonly number[] {
  return flat ? [channels] : [height, width, channels];
}

/** The maps that are asked for, or those with the highest means, highest first. */
function chooseMaps(maps: readonly MapFigures[], request: ActivationsRequest): readonly MapFigures[] {
  const { channels, maps: most = DEFAULT_MAPS } = request;
  if (channels) {
    return channels.map((channel) => {
      const map = maps[channel];
      if (map) return map;
      throw new XceptionError(
        'usage',
        `The layer "${request.layer}" has maps 0 to ${maps.length - 1}, and no ${channel}.`,
      );
    });
  }
  if (!Number.isInteger(most) || most < 1) throw new XceptionError('usage', `${most} is no number of maps.`);
  return maps.toSorted((a, b) => b.mean - a.mean || a.channel - b.channel).slice(0, most);
}
