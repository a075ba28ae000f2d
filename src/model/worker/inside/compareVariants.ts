import type {
  VariantResult,
  VariantsReport,
  VariantsRequest,
  Variant,
} from '../../../shared/explainProtocol';
import { decodeImage } from '../../image/decodeImage';
import { encodePng } from '../../image/encodePng';
import type { Picture } from '../../image/picture';
import { prepareImage, type PreparedImage } from '../../image/prepareImage';
import { usualVariants } from '../../image/usualVariants';
import { checkVariant, varyPicture } from '../../image/varyPicture';
import { verdict } from '../../runtime/predictions';
import type { RunnableModel } from '../../runtime/runnableModel';
import { checkCount } from './checkRequest';
import { scoreInBatches, type ScoreOptions } from './scoreInBatches';

const MOST_VARIANTS = 256;

/**
 * Classifies one picture in several forms.
 *
 * @throws XceptionError `usage` for a change that cannot be; what reading the picture throws; `cancelled`
 */
export async function compareVariants(
  model: RunnableModel,
  { file, variants: asked, preprocessing = {}, topK, pictures = false }: VariantsRequest,
  options: ScoreOptions,
): Promise<VariantsReport> {
  const how = { ...model.record.preprocessing, ...preprocessing };
  const variants = asked ?? usualVariants(how);
  checkCount('The number of variants', variants.length, MOST_VARIANTS);
  variants.forEach(checkVariant);
  const { picture } = await decodeImage(file);
  const prepare = async (variant: Variant): Promise<PreparedImage> => {
    const { input } = model.record;
    const choice = {
      ...how,
      ...(variant.resize !== undefined && { resize: variant.resize }),
      ...(variant.fit !== undefined && { fit: variant.fit }),
    };
    const varied = await varyPicture(picture, variant, inputScale(picture, model));
    options.signal.throwIfAborted();
    return prepareImage(varied, input, choice);
  };
  const prepared: PreparedImage[] = [];
  // One after the other: sharp uses all cores for each, and a large picture is held once more, not many times.
  for (const variant of variants) prepared.push(await prepare(variant));
  const scores = await scoreInBatches(model, options)(
    prepared.length,
    (index) => prepared[index]?.values ?? new Float32Array(),
  );
  const results = variants.map(async (variant, index): Promise<VariantResult> => {
    const form = prepared[index];
    return {
      variant,
      ...verdict(scores[index] ?? [], model.record, topK),
      ...(pictures && form && { seen: await encodePng({ ...form, data: form.pixels, channels: 3 }) }),
    };
  });
  return { variants: await Promise.all(results) };
}

/** Picture pixels for one pixel of the input, along the axis that is reduced more. */
function inputScale(picture: Picture, { record }: RunnableModel): number {
  return Math.max(picture.width / record.input.width, picture.height / record.input.height);
}
