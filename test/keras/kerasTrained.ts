import assert from 'node:assert/strict';
import path from 'node:path';
import { resolveModel } from '../../src/model/weights/catalogue';
import { runCli } from '../cli/runCli';
import { sampleModel } from '../support/lookInside';
import { writeShapes } from '../train/support/shapeFolder';
import type { Bench } from './support/bench';
import { samePredictions } from './support/compare';
import { measured } from './support/measured';
import { classified } from './kerasWrites';

/** This product trains a model; Keras opens the file and must give the same answer. */
export function kerasTrained(bench: () => Bench): void {
  for (const [title, head, more] of [
    ['a head "linear"', 'linear', []],
    ['a head "mlp"', 'mlp', []],
    [
      'a fine-tuned exit flow',
      'linear',
      ['--fine-tune', 'exit', '--fine-tune-epochs', '2', '--fine-tune-rate', '0.001'],
    ],
  ] as const) {
    measured(`${title} on the sample model's backbone (96×96, 3 classes)`, async () => {
      const { keras, file } = bench();
      await writeShapes(file('shapes'), { classes: 3 });
      const { source } = sampleModel();
      assert.equal(source.kind, 'file');
      const out = file(`${head}.keras`);
      const { code, stderr } = await runCli(
        [
          'train',
          file('shapes'),
          '--model',
          source.path,
          '--input',
          '96',
          '--head',
          head,
          '--out',
          out,
          '--force',
          ...more,
        ],
        { env: { XCEPTION_CACHE: file('cache') } },
      );
      assert.equal(code, 0, stderr);
      const given = { picture: path.join(file('shapes'), 'discs', '3.png'), resize: 'nearest' } as const;
      const expected = await classified(bench(), resolveModel(out), given, 3);
      await keras.ask('load', { file: out });
      return samePredictions(expected, await keras.ask('predict', given));
    });
  }
}
