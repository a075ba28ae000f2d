import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type { Normalization, OutputKind } from '../../src/shared/classification';
import { networks } from '../../src/model/arch/buildNetwork';
import type { HeadOp } from '../../src/model/arch/layerOp';
import type { WeightTensor } from '../../src/model/weights/tensorFile';
import { openModel } from '../../src/model/weights/openModel';
import { untrainedWeights } from '../../src/model/weights/untrained';
import { fileRequest } from './support/fileRequest';
import { recordedFile, writeRecorded } from './support/recordedFile';
import { scratchFolder } from './support/scratch';

interface Model {
  readonly network: 'paper' | 'article';
  readonly size: number;
  readonly classes: number;
  readonly output: OutputKind;
  readonly head: readonly HeadOp[];
  readonly normalization: Normalization;
}

const dense = (units: number, activation: 'relu' | 'linear' | 'softmax' | 'sigmoid' = 'linear'): HeadOp => ({
  kind: 'dense',
  units,
  bias: true,
  activation,
});
const average: HeadOp = { kind: 'pool', mode: 'average' };
const tf: Normalization = { kind: 'tf' };

const FINE_TUNED: Model = {
  network: 'paper',
  size: 150,
  classes: 6,
  output: 'logits',
  head: [average, dense(100, 'relu'), { kind: 'dropout', rate: 0.2 }, dense(6)],
  normalization: tf,
};

/** What test/fixtures/weights/keras/make_fixtures.py made. */
const MODELS: Readonly<Record<string, Model>> = {
  paper: { ...FINE_TUNED, size: 299, classes: 1000, output: 'softmax', head: networks.paper.head(1000) },
  backbone: { ...FINE_TUNED, size: 299, classes: 0, head: [] },
  article: {
    ...FINE_TUNED,
    network: 'article',
    size: 299,
    classes: 1000,
    output: 'softmax',
    head: networks.article.head(1000),
  },
  nested: FINE_TUNED,
  'partly-frozen': FINE_TUNED,
  flat: FINE_TUNED,
  'rich-head': {
    ...FINE_TUNED,
    classes: 5,
    output: 'softmax',
    head: [
      average,
      { kind: 'batchnorm', epsilon: 1e-3, momentum: 0.99 },
      dense(32),
      { kind: 'batchnorm', epsilon: 1e-5, momentum: 0.99 },
      { kind: 'relu' },
      { kind: 'dropout', rate: 0.3 },
      dense(5),
      { kind: 'activation', activation: 'softmax' },
    ],
  },
  sequential: {
    ...FINE_TUNED,
    classes: 1,
    output: 'sigmoid',
    head: [average, { kind: 'dropout', rate: 0.2 }, dense(1, 'sigmoid')],
  },
  augmented: FINE_TUNED,
  'twice-nested': {
    ...FINE_TUNED,
    classes: 3,
    output: 'softmax',
    head: [{ kind: 'pool', mode: 'max' }, dense(3, 'softmax')],
  },
  normalized: {
    ...FINE_TUNED,
    normalization: {
      kind: 'mean-std',
      mean: [120 / 255, 110 / 255, 100 / 255],
      std: [60 / 255, 50 / 255, 40 / 255],
    },
  },
  flattened: {
    ...FINE_TUNED,
    classes: 4,
    output: 'softmax',
    head: [{ kind: 'flatten' }, dense(4, 'softmax')],
  },
};

/** One of each layout and way of building a model; each is 84 to 240 MB, so not every combination. */
const FILES = [
  'keras3-nested.keras',
  'keras3-nested.h5',
  'keras3-article.keras',
  'keras3-rich-head.keras',
  'keras3-sequential.h5',
  'keras3-augmented.keras',
  'keras3-twice-nested.keras',
  'keras3-flattened.h5',
  'keras2-augmented.keras',
  'keras2-article.h5',
  'keras2-partly-frozen.h5',
  'tf2-flat.h5',
  'tf2-normalized.h5',
] as const;

describe('a model file that Keras wrote', function () {
  this.timeout(120_000);
  const scratch = scratchFolder();

  for (const name of FILES) {
    it(`opens: ${name}`, async () => {
      const model = MODELS[/-(.*)\./.exec(name)![1]!]!;
      const file = scratch(name);
      const tensors = await write(name, model, file);

      const opened = await openModel(fileRequest(file));
      rmSync(file);
      const { record } = opened;
      assert.deepEqual(
        opened.head.map(({ op }) => op),
        model.head,
      );
      assert.equal(record.network, model.network);
      assert.deepEqual(record.input, { height: model.size, width: model.size });
      assert.equal(record.classes, model.classes);
      assert.equal(record.output, model.output);
      closeTo(record.preprocessing.normalization, model.normalization);
      assert.equal(
        record.params,
        tensors.reduce((sum, { data }) => sum + data.length, 0),
      );
      sameTensors([...opened.weights.values()], tensors);
    });
  }
});

describe('a file with weights alone that Keras wrote', function () {
  this.timeout(120_000);
  const scratch = scratchFolder();
  const files = [
    'keras3-paper.weights.h5',
    'keras3-nested.weights.h5',
    'keras2-backbone.weights-alone.h5',
    'keras2-article.weights.h5',
    'keras3-partly-frozen.weights-alone.h5',
    'tf2-paper.weights-alone.h5',
  ];

  for (const name of files) {
    it(`opens: ${name}`, async () => {
      const model = MODELS[/-(.*?)\./.exec(name)![1]!]!;
      const file = scratch(name);
      const tensors = await write(name, model, file);

      const { record, head, weights } = await openModel(fileRequest(file));
      rmSync(file);
      assert.equal(record.network, model.network);
      assert.equal(record.classes, model.classes);
      assert.deepEqual(record.input, { height: 299, width: 299 });
      sameTensors([...weights.values()], tensors);
      if (model !== FINE_TUNED) {
        assert.deepEqual(
          head.map(({ op }) => op),
          model.head,
        );
        return;
      }
      // Weights tell neither activations nor dropout: what is assumed is told.
      assert.deepEqual(
        head.map(({ op }) => op),
        [average, dense(100, 'relu'), dense(6, 'softmax')],
      );
      assert.match(
        record.warnings.join('\n'),
        /head is taken to be average pooling, Dense 100 relu, Dense 6 softmax/,
      );
    });
  }
});

async function write(
  name: string,
  { network, head, size }: Model,
  file: string,
): Promise<readonly WeightTensor[]> {
  const input = { height: size, width: size };
  const weights = untrainedWeights(network, { head: head.map((op) => ({ op })) }, input);
  const tensors = [...weights.values()];
  await writeRecorded(recordedFile(name), tensors, file);
  return tensors;
}

function sameTensors(found: readonly WeightTensor[], expected: readonly WeightTensor[]): void {
  assert.equal(found.length, expected.length);
  found.forEach(({ shape, data }, ordinal) => {
    assert.deepEqual(shape, expected[ordinal]!.shape);
    assert.ok(bytes(data).equals(bytes(expected[ordinal]!.data)), `tensor ${ordinal}`);
  });
}

function bytes(values: Float32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

function closeTo(found: Normalization, expected: Normalization): void {
  assert.equal(found.kind, expected.kind);
  if (found.kind !== 'mean-std' || expected.kind !== 'mean-std') return;
  for (const part of ['mean', 'std'] as const) {
    found[part].forEach((value, channel) => assert.ok(Math.abs(value - expected[part][channel]!) < 1e-6));
  }
}
