import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ModelRequest } from '../../src/shared/classification';
import type { HeadLayer } from '../../src/model/arch/networkGraph';
import { decodeImage } from '../../src/model/image/decodeImage';
import { prepareImage } from '../../src/model/image/prepareImage';
import type { StoredPicture } from '../../src/model/runtime/activations/activationStore';
import { InsideModel } from '../../src/model/runtime/insideModel';
import { scaleToUnit, syntheticImage } from '../../src/model/runtime/syntheticImage';
import { catalogue, requestFor, untrainedModel } from '../../src/model/weights/catalogue';
import { openModel } from '../../src/model/weights/openModel';
import { untrainedWeights } from '../../src/model/weights/untrained';
import { cacheFolder } from '../../src/model/cacheFolder';
import type { NetworkId } from '../../src/shared/network';
import { fixture } from './paths';

/** The sample model, which set-up has fetched. */
export function sampleModel(): ModelRequest {
  const entry = catalogue().find(({ id }) => id === 'kitchenware');
  if (!entry) throw new Error('The catalogue has no sample model.');
  return requestFor(entry);
}

/** One of the sample model's photographs. */
export function photograph(name: string): string {
  return path.join(cacheFolder(), 'models', 'kitchenware', 'photographs', name);
}

/** A network with weights by formula, to look inside. */
export async function untrainedInside(network: NetworkId, side: number): Promise<InsideModel> {
  return InsideModel.load(
    await openModel({ ...untrainedModel(network), input: { height: side, width: side } }),
  );
}

/** The paper's network with a head of its own and weights by formula. */
export async function insideWithHead(
  head: readonly HeadLayer[],
  output: 'softmax' | 'logits' | 'sigmoid',
  side: number,
): Promise<InsideModel> {
  const input = { height: side, width: side };
  const { record } = await openModel({ ...untrainedModel('paper'), input });
  const weights = untrainedWeights('paper', { head }, input);
  return InsideModel.load({ record: { ...record, output }, head, weights });
}

/** The synthetic picture as a network of that input size gets it. */
export function syntheticPicture(side: number): StoredPicture {
  return { key: `synthetic ${side}`, values: scaleToUnit(syntheticImage(side)), width: side, height: side };
}

/** A picture file as the model gets it. */
export async function pictureFor({ record }: InsideModel, file: string): Promise<StoredPicture> {
  const { picture } = await decodeImage(file);
  const { values, width, height } = prepareImage(picture, record.input, record.preprocessing);
  return { key: file, values, width, height };
}

/** A class activation map as Keras and TensorFlow compute it (test/fixtures/explain/make_references.py). */
export interface ReferenceMap {
  readonly layer: string;
  readonly photograph?: string;
  readonly classIndex: number;
  readonly score: number;
  readonly height: number;
  readonly width: number;
  readonly gradcam: readonly number[];
  readonly 'gradcam++': readonly number[];
}

export function referenceMaps(name: 'paper' | 'article' | 'kitchenware'): readonly ReferenceMap[] {
  const text = readFileSync(fixture('explain', `${name}.json`), 'utf8');
  return (JSON.parse(text) as { maps: readonly ReferenceMap[] }).maps;
}

/** Pearson's correlation. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const mean = (of: ArrayLike<number>): number => Array.from(of).reduce((sum, x) => sum + x, 0) / of.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = (x: ArrayLike<number>, y: ArrayLike<number>, mx: number, my: number): number =>
    Array.from(x).reduce((sum, value, i) => sum + (value - mx) * ((y[i] ?? 0) - my), 0);
  return product(a, b, meanA, meanB) / Math.sqrt(product(a, a, meanA, meanA) * product(b, b, meanB, meanB));
}
