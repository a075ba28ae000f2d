import { rm } from 'node:fs/promises';
import assert from 'node:assert/strict';
import path from 'node:path';
import {
  isFailure,
  type ImageClassification,
  type ModelRequest,
  type Prediction,
} from '../../src/shared/classification';
import { runCli } from '../cli/runCli';
import { sampleModel } from '../support/lookInside';
import { projectRoot } from '../support/paths';
import type { Bench } from './support/bench';
import { samePredictions, sameValues } from './support/compare';
import { measured } from './support/measured';
import type { BuiltModel, GivenPicture } from './support/liveKeras';

type How = 'whole' | 'weights' | 'old weights' | 'export';

/** Ways to write a model, by the name of the file. */
const FILES = {
  'model.keras': 'whole',
  'model.h5': 'whole',
  'model.weights.h5': 'weights',
  'weights-alone.h5': 'old weights',
  'exported-model': 'export',
  'saved-model': 'whole',
} as const satisfies Record<string, How>;

interface Case {
  readonly model: Omit<BuiltModel, 'seed'>;
  readonly files: readonly (keyof typeof FILES)[];
  readonly picture: string;
  readonly resize?: GivenPicture['resize'];
}

const square = (side: number): readonly [number, number, 3] => [side, side, 3];

/** Every way of building a model that fine-tuning guides show, every format, and the sizes at the edges. */
const CASES: readonly Case[] = [
  {
    model: { name: 'published', shape: square(299), classes: 1000 },
    files: ['model.keras', 'model.h5', 'model.weights.h5', 'weights-alone.h5', 'exported-model'],
    picture: 'rocket.jpg',
  },
  {
    model: { name: 'flat', shape: square(71), classes: 3 },
    files: ['model.keras', 'model.h5'],
    picture: 'cat.jpg',
    resize: 'bilinear',
  },
  {
    model: { name: 'flat', shape: [150, 200, 3], classes: 17 },
    files: ['model.keras'],
    picture: 'coffee-cup.jpg',
    resize: 'lanczos',
  },
  {
    model: { name: 'later session', shape: square(96), classes: 5 },
    files: ['model.keras', 'model.h5', 'weights-alone.h5'],
    picture: 'cat.jpg',
  },
  {
    model: { name: 'nested', shape: square(150), classes: 6 },
    files: ['model.keras', 'model.h5', 'exported-model'],
    picture: 'coffee-cup.jpg',
  },
  {
    model: { name: 'rich head', shape: square(150), classes: 5 },
    files: ['model.keras'],
    picture: 'astronaut.jpg',
    resize: 'bicubic',
  },
  {
    model: { name: 'flattened', shape: square(71), classes: 4 },
    files: ['model.h5'],
    picture: 'astronaut.jpg',
  },
  {
    model: { name: 'sequential', shape: square(150), classes: 1 },
    files: ['model.keras', 'model.h5'],
    picture: 'cat.jpg',
  },
  {
    model: { name: 'preprocessed', shape: square(150), classes: 10 },
    files: ['model.keras', 'model.h5'],
    picture: 'cat.jpg',
  },
  {
    model: { name: 'normalized', shape: square(150), classes: 10 },
    files: ['model.keras', 'model.h5'],
    picture: 'cat.jpg',
  },
  {
    model: { name: 'twice nested', shape: square(150), classes: 3 },
    files: ['model.keras'],
    picture: 'rocket.jpg',
    resize: 'box',
  },
  {
    model: { name: 'article', shape: square(299), classes: 1000 },
    files: ['model.keras'],
    picture: 'rocket.jpg',
    resize: 'hamming',
  },
  {
    model: { name: 'flat', shape: square(150), classes: 12, dtype: 'float16' },
    files: ['model.keras', 'model.h5'],
    picture: 'cat.jpg',
  },
  {
    model: { name: 'flat', shape: square(150), classes: 6, by: 'tf_keras' },
    files: ['model.keras', 'model.h5'],
    picture: 'cat.jpg',
  },
  {
    model: { name: 'sequential', shape: square(150), classes: 6, by: 'tf_keras' },
    files: ['model.h5', 'saved-model'],
    picture: 'rocket.jpg',
  },
  {
    model: { name: 'article', shape: square(150), classes: 6, by: 'tf_keras' },
    files: ['model.h5'],
    picture: 'rocket.jpg',
  },
];

/** Keras writes a model with random weights; this product opens the file and must give the same answer. */
export function kerasWrites(bench: () => Bench): void {
  CASES.forEach(({ model, files, picture, resize = 'nearest' }, seed) => {
    const { name, shape, classes, by = 'keras', dtype } = model;
    const about = [
      by === 'tf_keras' && 'Keras 2',
      dtype,
      `${shape[0]}×${shape[1]}`,
      `${classes} classes`,
      resize,
    ];
    describe(`${name} (${about.filter(Boolean).join(', ')})`, () => {
      const given: GivenPicture = { picture: sample(picture), resize };
      let answer: readonly number[];
      let params = 0;

      before(async () => {
        ({ params } = await bench().keras.ask('build', { ...model, seed }));
        answer = await bench().keras.ask('predict', given);
      });

      for (const written of files) {
        measured(written, async () => {
          const file = bench().file(written);
          await bench().keras.ask('save', { file, how: FILES[written] });
          const request = fileRequest(file, shape);
          const record = await bench().inference.call('load', request);
          await rm(file, { recursive: true });
          assert.equal(record.network, name === 'article' ? 'article' : 'paper');
          assert.deepEqual(record.input, request.input);
          // Keras counts what a Normalization layer measured; it is no weight here.
          if (name !== 'normalized') assert.equal(record.params, params);
          return samePredictions(await classified(bench(), request, given, classes), answer);
        });
      }
    });
  });

  measured('backbone alone, model.weights.h5: its features', async () => {
    const { keras, inference, file } = bench();
    const shape = square(150);
    await keras.ask('build', { name: 'backbone', shape, classes: 0, seed: 99 });
    await keras.ask('save', { file: file('backbone.weights.h5'), how: 'weights' });
    const given: GivenPicture = { picture: sample('cat.jpg'), resize: 'nearest' };
    const { values = [] } = await inference.call('activations', {
      model: fileRequest(file('backbone.weights.h5'), shape),
      file: given.picture,
      preprocessing: { resize: given.resize },
      layer: 'block14_sepconv2_act',
      raw: true,
    });
    return sameValues(values, await keras.ask('predict', given));
  });
}

/** The command line as scripts use it, on all sample photographs at once. */
export function kerasClassifies(bench: () => Bench): void {
  measured('xception classify media/samples --model kitchenware --top 6 --json', async () => {
    const model = sampleModel();
    assert.equal(model.source.kind, 'file');
    await bench().keras.ask('load', { file: model.source.path });
    const { code, stdout, stderr } = await runCli([
      ...['classify', sample(''), '--model', 'kitchenware', '--top', '6', '--json'],
    ]);
    assert.equal(code, 0, stderr);
    const { results } = JSON.parse(stdout) as { results: readonly ImageClassification[] };
    const found: string[] = [];
    for (const { file, predictions } of results) {
      const answer = await bench().keras.ask('predict', { picture: file, resize: 'nearest' });
      found.push(`${path.basename(file)}: ${samePredictions(predictions, answer)}`);
    }
    assert.ok(found.length >= 3);
    return found.join('; ');
  });
}

export function sample(name: string): string {
  return path.join(projectRoot, 'media', 'samples', name);
}

/** The size is asked for too: weights alone do not tell it. */
export function fileRequest(file: string, [height, width]: readonly [number, number, 3]): ModelRequest {
  return {
    id: file,
    title: path.basename(file),
    network: 'paper',
    source: { kind: 'file', path: file },
    input: { height, width },
  };
}

/** All classes' probabilities for one picture. */
export async function classified(
  { inference }: Bench,
  model: ModelRequest,
  { picture, resize }: GivenPicture,
  classes: number,
): Promise<readonly Prediction[]> {
  const results: (readonly Prediction[])[] = [];
  await inference.call(
    'classify',
    { model, files: [picture], topK: Math.max(classes, 2), preprocessing: { resize, fit: 'stretch' } },
    {
      onProgress: ({ result }) => {
        assert.ok(!isFailure(result), isFailure(result) ? result.error.message : '');
        results.push(result.predictions);
      },
    },
  );
  assert.equal(results.length, 1);
  return results[0]!;
}
