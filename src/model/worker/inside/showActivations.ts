import { performance } from 'node:perf_hooks';
import type { ActivationsRequest, LayerActivations, MapFigures } from '../../../shared/explainProtocol';
import { XceptionError } from '../../../shared/xceptionError';
import { encodePng } from '../../image/encodePng';
import { layerStatistics, type LayerValues } from '../../runtime/activations/layerStatistics';
import { mapSheet } from '../../runtime/activations/mapSheet';
import type { InsideModel } from '../../runtime/insideModel';
import { findLayer } from '../../runtime/layerPath';
import { layerValues } from '../../runtime/activations/layerValues';
import type { Turnstile } from '../turnstile';
import { checkMaxSide } from './checkRequest';
import type { PictureDesk } from './pictureDesk';

const DEFAULT_MAPS = 64;
const SHEET_SIDE = 2048;

/**
 * One layer's feature maps for one picture.
 *
 * @throws XceptionError `usage` for a layer, a map or a size that cannot be; what reading the picture throws; `cancelled`
 */
export async function showActivations(
  model: InsideModel,
  request: ActivationsRequest,
  { desk, turnstile, signal }: { desk: PictureDesk; turnstile: Turnstile; signal: AbortSignal },
): Promise<LayerActivations> {
  const { layer: name, scale = 'map', colours = 'viridis', maxSide = SHEET_SIDE } = request;
  checkMaxSide(maxSide);
  const layer = findLayer(model.network.layers, name);
  const begin = performance.now();
  const picture = await desk.lay(request.file, model.record, request.preprocessing);
  const prepared = performance.now();
  let networkTime = 0;
  const output = await turnstile.pass(1, () => {
    signal.throwIfAborted();
    const start = performance.now();
    const values = layerValues(model.activations, name, picture);
    networkTime = performance.now() - start;
    return values;
  });
  const start = performance.now();
  const { statistics, maps } = layerStatistics(output);
  const shown = chooseMaps(maps, request);
  const single = output.width * output.height === 1;
  const span = scale === 'layer' || single ? statistics : undefined;
  const { raster, ...sheet } = mapSheet(output, { maps: shown, span, colours, maxSide });
  const sheetPicture = await encodePng(raster);
  return {
    layer: name,
    type: layer.type,
    kind: layer.op.kind,
    shape: shapeOf(output, layer.output.flat),
    statistics,
    sheet: { ...sheet, picture: sheetPicture, maps: shown },
    ...(request.raw === true && { values: output.values }),
    timings: { prepare: prepared - begin, network: networkTime, draw: performance.now() - start },
  };
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
