import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { buildNetwork } from '../../src/model/arch/buildNetwork';
import { sizeNetwork } from '../../src/model/arch/sizeNetwork';
import { tensorName } from '../../src/model/arch/variables';
import { relativeDeviation } from '../../src/model/runtime/compareReference';
import { classProbabilities } from '../../src/model/runtime/predictions';
import { RunnableModel } from '../../src/model/runtime/runnableModel';
import { scaleToUnit, syntheticImage } from '../../src/model/runtime/syntheticImage';
import { modelRecord } from '../../src/model/weights/modelRecord';
import { permute } from '../../src/model/weights/permute';
import { TensorReader } from '../../src/model/weights/readTensors';
import { safetensors } from '../../src/model/weights/safetensors/safetensorsFormat';
import type { OpenedModel, WeightTensor } from '../../src/model/weights/tensorFile';
import { moduleEntry } from '../../src/model/weights/torch/moduleEntry';
import { understandTorch } from '../../src/model/weights/torch/torchNaming';
import { untrainedWeights } from '../../src/model/weights/untrained';
import { fixture } from '../support/paths';
import { safetensorsFile } from './support/safetensorsFile';
import { scratchFolder } from './support/scratch';
import { timmKeys } from './support/timmKeys';

const INPUT = { height: 299, width: 299 };
/** Twenty times the noise between two frameworks, a hundredth of the smallest mistake. */
const TOLERANCE = 2e-4;

describe("weights of timm's legacy_xception", function () {
  this.timeout(120_000);
  const scratch = scratchFolder();
  const write = (name: string, content: Uint8Array): string => {
    writeFileSync(scratch(name), content);
    return scratch(name);
  };
  let model: OpenedModel;

  before(async () => {
    model = await openTimm(write('timm.safetensors', timmFile()));
  });

  it('are those of the paper, in another order and layout', () => {
    const expected = untrainedWeights('paper');
    assert.equal(model.weights.size, expected.size);
    for (const [name, { shape, data }] of model.weights) {
      const { shape: wantedShape, data: wanted } = expected.get(paperName(name))!;
      assert.deepEqual(shape, wantedShape, name);
      assert.ok(Buffer.from(data.buffer).equals(Buffer.from(wanted.buffer)), name);
    }
  });

  it('give the probabilities that timm gives in PyTorch', () => {
    const expected = timmSoftmax();
    const deviation = relativeDeviation(softmax(model), expected);
    assert.ok(deviation < TOLERANCE, `${deviation} off`);
    // Epsilon and padding travel with the weights: under those of TensorFlow they mean something else.
    const { variant, ...record } = model.record;
    assert.ok(variant);
    assert.ok(relativeDeviation(softmax({ ...model, record }), expected) > 100 * TOLERANCE);
  });
});

async function openTimm(path: string): Promise<OpenedModel> {
  const file = await safetensors.open(path);
  try {
    const understood = understandTorch(file.entries, path);
    const { network, variant, head, preprocessing, warnings } = understood;
    const graph = buildNetwork(network, { head, variant });
    const { bound } = understood.bind(sizeNetwork(graph, INPUT));
    const weights = new Map<string, WeightTensor>();
    for await (const { name, shape, data } of new TensorReader(file, bound).tensors()) {
      weights.set(name, { shape, data });
    }
    const facts = { format: file.format, network, head, params: 0, warnings };
    const record = await modelRecord(
      { ...facts, ...(variant && { variant }), ...(preprocessing && { preprocessing }) },
      { id: 'timm', title: 'timm', network, source: { kind: 'file', path } },
    );
    return { record, head, weights };
  } finally {
    await file.close();
  }
}

function softmax(model: OpenedModel): readonly number[] {
  // Loading folds the weights where they lie, and they are needed more than once.
  const weights = structuredClone(model.weights);
  const runnable = RunnableModel.load({ ...model, weights });
  try {
    const [scores] = runnable.score([scaleToUnit(syntheticImage())]);
    return classProbabilities(scores!, model.record.output);
  } finally {
    runnable.dispose();
  }
}

/** What timm's own network computes for the synthetic picture; see make_fixtures.py beside it. */
function timmSoftmax(): readonly number[] {
  const bytes = readFileSync(fixture('weights', 'torch', 'timm.softmax.f32.bin'));
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(4 * index));
}

/** The untrained weights of the paper's network as timm would save them. */
function timmFile(): Buffer {
  const weights = untrainedWeights('paper');
  const entries = timmKeys()
    .map(([key, shape]) => moduleEntry(key, 'float32', shape))
    .filter(({ variable }) => variable !== 'num_batches_tracked');
  const understood = understandTorch(entries, 'timm');
  const graph = buildNetwork('paper', { head: understood.head });
  const { bound } = understood.bind(sizeNetwork(graph, INPUT));
  return safetensorsFile(
    bound.map(({ entry, variable: { shape, permutation, ...variable } }) => {
      const { data } = weights.get(paperName(tensorName(variable)))!;
      const stored = permutation ? permute(data, shape, inverse(permutation)) : data;
      const bytes = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
      return { name: entry.name, dtype: 'F32', shape: entry.shape, data: bytes };
    }),
    { format: 'pt' },
  );
}

/** The last layer has the file's own name. */
function paperName(name: string): string {
  return name.replace(/^fc\//, 'predictions/');
}

function inverse(permutation: readonly number[]): readonly number[] {
  return permutation.map((_, axis) => permutation.indexOf(axis));
}
