import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { runCli } from '../cli/runCli';
import { sampleModel } from '../support/lookInside';
import { untrainedModel } from '../../src/model/weights/catalogue';
import type { ModelRecord, ModelRequest, Prediction } from '../../src/shared/classification';
import { NETWORK_IDS } from '../../src/model/arch/buildNetwork';
import type { Bench } from './support/bench';
import { sameAnswers, samePredictions } from './support/compare';
import { classified, sample } from './kerasWrites';
import type { BuiltModel, GivenPicture } from './support/liveKeras';
import { measured } from './support/measured';

type Format = 'keras' | 'h5' | 'savedmodel';

const FORMATS: readonly Format[] = ['keras', 'h5', 'savedmodel'];

/** What Keras saved, and must get back with the same answers: heads and scalings of every kind. */
const RETURNED: readonly {
  readonly model: Omit<BuiltModel, 'seed'>;
  readonly takesPixels: boolean;
  readonly formats: readonly Format[];
}[] = [
  {
    model: { name: 'preprocessed', shape: [150, 150, 3], classes: 10 },
    takesPixels: true,
    formats: FORMATS,
  },
  { model: { name: 'normalized', shape: [150, 150, 3], classes: 10 }, takesPixels: true, formats: ['h5'] },
  { model: { name: 'rich head', shape: [150, 150, 3], classes: 5 }, takesPixels: false, formats: ['keras'] },
  {
    model: { name: 'sequential', shape: [96, 128, 3], classes: 1 },
    takesPixels: true,
    formats: ['savedmodel'],
  },
  { model: { name: 'flattened', shape: [71, 71, 3], classes: 4 }, takesPixels: false, formats: ['keras'] },
];

/** This product exports models; Keras opens the files and must give the same answer. */
export function kerasReads(bench: () => Bench): void {
  const given: GivenPicture = { picture: sample('rocket.jpg'), resize: 'nearest' };

  for (const network of NETWORK_IDS) {
    describe(`untrained:${network} (299×299, 1000 classes)`, () => {
      ours(
        bench,
        `untrained:${network}`,
        untrainedModel(network),
        given,
        network === 'paper' ? FORMATS : ['keras'],
      );
    });
  }

  measured('untrained:paper, h5: load_weights of keras.applications.Xception', async () => {
    const { keras, file } = bench();
    const out = file('weights.h5');
    await exported(bench(), 'untrained:paper', 'h5', out);
    await keras.ask('load_weights', { name: 'published', shape: [299, 299, 3], classes: 1000, file: out });
    const expected = await classified(bench(), untrainedModel('paper'), given, 1000);
    return samePredictions(expected, await keras.ask('predict', given));
  });

  describe('the sample model (150×150, 6 classes)', () => {
    const model = sampleModel();
    assert.equal(model.source.kind, 'file');
    ours(bench, model.source.path, model, { picture: sample('coffee-cup.jpg'), resize: 'nearest' }, FORMATS);
  });

  RETURNED.forEach(({ model, takesPixels, formats }, seed) => {
    const [height, width] = model.shape;
    describe(`from Keras and back: ${model.name} (${height}×${width}, ${model.classes} classes)`, () => {
      let answer: readonly number[] = [];

      before(async () => {
        const { keras, file } = bench();
        await keras.ask('build', { ...model, seed });
        answer = await keras.ask('predict', given);
        await keras.ask('save', { file: file('first.keras'), how: 'whole' });
      });

      for (const format of formats) {
        measured(format, async () => {
          const out = bench().file(`second.${format}`);
          await exported(bench(), bench().file('first.keras'), format, out);
          const again = await answerOf(bench(), out, format, model.shape, given, takesPixels);
          await rm(out, { recursive: true });
          return sameAnswers(again, answer);
        });
      }
    });
  });
}

/** A model of this product in several formats: Keras' answer against this product's own. */
function ours(
  bench: () => Bench,
  source: string,
  model: ModelRequest,
  given: GivenPicture,
  formats: readonly Format[],
): void {
  let record: ModelRecord;
  let predictions: readonly Prediction[];

  before(async () => {
    record = await bench().inference.call('load', model);
    predictions = await classified(bench(), model, given, record.classes);
  });

  for (const format of formats) {
    measured(format, async () => {
      const { keras, file } = bench();
      const out = file(`ours.${format}`);
      await exported(bench(), source, format, out);
      const { input, params } = record;
      const answer = await answerOf(bench(), out, format, [input.height, input.width, 3], given, false);
      if (format !== 'savedmodel') assert.equal((await keras.ask('table', {})).params, params);
      await rm(out, { recursive: true });
      return samePredictions(predictions, answer);
    });
  }
}

async function answerOf(
  { keras }: Bench,
  file: string,
  format: Format,
  [height, width]: BuiltModel['shape'],
  given: GivenPicture,
  takesPixels: boolean,
): Promise<readonly number[]> {
  if (format !== 'savedmodel') {
    await keras.ask('load', { file, takesPixels });
    return keras.ask('predict', given);
  }
  const request = { ...given, file, height, width, takesPixels };
  const answer = await keras.ask('saved_model', { ...request, through: 'tf.saved_model.load' });
  sameAnswers(await keras.ask('saved_model', { ...request, through: 'TFSMLayer' }), answer);
  return answer;
}

async function exported({ file }: Bench, source: string, format: Format, out: string): Promise<void> {
  const { code, stderr } = await runCli(['export', source, '--format', format, '--out', out], {
    env: { XCEPTION_CACHE: file('cache') },
  });
  assert.equal(code, 0, stderr);
}
