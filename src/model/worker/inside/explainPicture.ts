import { performance } from 'node:perf_hooks';
import type { ModelRecord } from '../../../shared/classification';
import type { ExplainRequest, Explanation, StepProgress } from '../../../shared/explainProtocol';
import { XceptionError } from '../../../shared/xceptionError';
import { encodePng } from '../../image/encodePng';
import { layerValues } from '../../runtime/activations/layerValues';
import { deletionTest } from '../../runtime/explain/deletionTest';
import { gradCam } from '../../runtime/explain/gradCam';
import { ownRange, peakOf, type Explained } from '../../runtime/explain/heatmap';
import { mapRaster, overlayRaster, placeHeatmap } from '../../runtime/explain/heatmapImage';
import { lastMapLayer } from '../../runtime/explain/networkTail';
import { occlusion } from '../../runtime/explain/occlusion';
import { scoreCam, SCORE_CAM_MAPS } from '../../runtime/explain/scoreCam';
import type { InsideModel } from '../../runtime/insideModel';
import { findLayer } from '../../runtime/layerPath';
import { verdict } from '../../runtime/predictions';
import type { RunnableModel } from '../../runtime/runnableModel';
import type { ModelPool } from '../modelPool';
import type { Turnstile } from '../turnstile';
import { checkCount, checkMaxSide, checkRange } from './checkRequest';
import type { DeskPicture, PictureDesk } from './pictureDesk';
import type { Recent } from './recent';
import { explanationKey } from './requestKeys';
import { scoreInBatches } from './scoreInBatches';

const OVERLAY_SIDE = 1024;
const OPACITY = 0.5;
const MOST_MAPS = 8192;
/** How many answers are told beside the map. */
const BEST = 3;

export interface ExplainTools {
  readonly runnable: ModelPool<RunnableModel>;
  readonly inside: ModelPool<InsideModel>;
  readonly desk: PictureDesk;
  /** Maps in other colours, in another range or with a test are drawn anew; the network need not run again. */
  readonly found: Recent<Found>;
  readonly turnstile: Turnstile;
  readonly signal: AbortSignal;
  readonly progress: (progress: StepProgress) => void;
}

/** A map that was found, and all it takes to draw it. */
export interface Found {
  readonly record: ModelRecord;
  readonly picture: DeskPicture;
  readonly explained: Explained;
  readonly layer: string | null;
  /** What it took to find it. */
  readonly milliseconds: number;
}

/**
 * Where a network looked when it judged a picture, as numbers and as pictures.
 *
 * @throws XceptionError `usage` for a layer, a class or a number that cannot be; what opening the model or reading the
 * picture throws; `cancelled`
 */
export async function explainPicture(request: ExplainRequest, tools: ExplainTools): Promise<Explanation> {
  const { colours = 'viridis', opacity = OPACITY, maxSide = OVERLAY_SIDE, method, deletion } = request;
  checkMaxSide(maxSide);
  checkRange(request.range);
  if (!(opacity >= 0 && opacity <= 1))
    throw new XceptionError('usage', `An opacity is a number from 0 to 1, not ${opacity}.`);
  const found = await tools.found.get(await explanationKey(request), async () => {
    const start = performance.now();
    const map = await (method === 'occlusion' ? occluded(request, tools) : mapped(request, tools));
    return { ...map, milliseconds: performance.now() - start };
  });
  const start = performance.now();
  const { record, picture, explained, layer } = found;
  const predictions = verdict(explained.scores, record, Infinity).predictions;
  const prediction = predictions.find(({ index }) => index === explained.classIndex);
  if (!prediction)
    throw new XceptionError('internal', `The class ${explained.classIndex} has no probability.`);
  const below = await tools.desk.copyOf(picture, maxSide);
  const range = request.range ?? ownRange(explained);
  const placed = placeHeatmap(explained, picture, below, range);
  const [map, overlay] = await Promise.all([
    encodePng(mapRaster(placed, colours)),
    encodePng(overlayRaster(below, placed, colours, opacity)),
  ]);
  const figures =
    deletion &&
    (await tools.runnable.use(request.model, (model) =>
      deletionTest(
        {
          image: picture.values,
          input: record.input,
          heatmap: explained,
          classIndex: explained.classIndex,
          seed: deletion.seed ?? 0,
        },
        record,
        scoreInBatches(model, { ...tools, progress: () => undefined }),
      ),
    ));
  const { width, height, values } = explained;
  return {
    method,
    layer,
    prediction,
    predictions: predictions.slice(0, BEST),
    overlay,
    map,
    heatmap: { width, height, peak: peakOf(explained), range, ...(request.raw === true && { values }) },
    ...(figures && { deletion: figures }),
    runs: explained.runs,
    milliseconds: found.milliseconds + performance.now() - start,
  };
}

type FoundMap = Omit<Found, 'milliseconds'>;

function occluded(request: ExplainRequest, tools: ExplainTools): Promise<FoundMap> {
  return tools.runnable.use(request.model, async (model) => {
    const { record } = model;
    const picture = await tools.desk.lay(request.file, record, request.preprocessing);
    const { classIndex, window, stride } = request;
    const explained = await occlusion(
      { image: picture.values, input: record.input, classIndex, window, stride },
      record,
      scoreInBatches(model, tools),
    );
    return { record, picture, explained, layer: null };
  });
}

/** The methods that start from a layer's maps. */
function mapped(request: ExplainRequest, tools: ExplainTools): Promise<FoundMap> {
  return tools.inside.use(request.model, async (model) => {
    const { record, network } = model;
    refuseHeadless(record);
    const layer = request.layer ?? lastMapLayer(network.layers);
    const { flat } = findLayer(network.layers, layer).output;
    if (flat)
      throw new XceptionError('usage', `The layer "${layer}" has no feature maps: it comes after pooling.`);
    const picture = await tools.desk.lay(request.file, record, request.preprocessing);
    const { method, classIndex } = request;
    if (method === 'scorecam') {
      const explained = await masked(request, layer, picture, model, tools);
      return { record, picture, explained, layer };
    }
    const explained = await tools.turnstile.pass(1, () => {
      tools.signal.throwIfAborted();
      return gradCam(network, (names) => model.activations.outputsOf(names, picture), record, {
        layer,
        classIndex,
        method: method === 'gradcam++' ? method : 'gradcam',
      });
    });
    return { record, picture, explained, layer };
  });
}

async function masked(
  { model: request, classIndex, maps: most = SCORE_CAM_MAPS }: ExplainRequest,
  layer: string,
  picture: DeskPicture,
  { activations, record }: InsideModel,
  tools: ExplainTools,
): Promise<Explained> {
  checkCount('The number of maps', most, MOST_MAPS);
  const maps = await tools.turnstile.pass(1, () => {
    tools.signal.throwIfAborted();
    return layerValues(activations, layer, picture);
  });
  return tools.runnable.use(request, (model) =>
    scoreCam(
      { image: picture.values, input: record.input, maps, classIndex, most },
      record,
      scoreInBatches(model, tools),
    ),
  );
}

function refuseHeadless({ classes, title }: ModelRecord): void {
  if (classes > 0) return;
  throw new XceptionError(
    'usage',
    `"${title}" is a backbone without a head: it has no classes, so there is no answer to explain.`,
  );
}
