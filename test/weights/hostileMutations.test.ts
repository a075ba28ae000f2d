import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { safetensors } from '../../src/model/weights/safetensors/safetensorsFormat';
import { tfjs } from '../../src/model/weights/tfjs/tfjsFormat';
import { torchLegacy } from '../../src/model/weights/torch/torchLegacyFormat';
import { understandTorch } from '../../src/model/weights/torch/torchNaming';
import { torchZip } from '../../src/model/weights/torch/torchZipFormat';
import { HEAD_BYTES, type WeightsFile, type WeightsFormat } from '../../src/model/weights/weightsFormat';
import { XceptionError } from '../../src/shared/xceptionError';
import { fixture } from '../support/paths';
import { mutate, seededRandom } from './support/mutate';
import { scratchFolder } from './support/scratch';

const ROUNDS = Number(process.env['XCEPTION_MUTATIONS'] ?? 300);
const SEED = Number(process.env['XCEPTION_SEED'] ?? 1);

describe('a weights file with random damage', function () {
  this.timeout(60_000 + 20 * ROUNDS);
  const scratch = scratchFolder();

  for (const [name, format] of [
    ['types.pth', torchZip],
    ['checkpoint.2.15.pth', torchZip],
    ['types.legacy.pth', torchLegacy],
    ['strided.legacy.pth', torchLegacy],
    ['types.safetensors', safetensors],
  ] as const) {
    it(`opens or is told to be broken: ${name}`, async () => {
      const whole = readFileSync(fixture('weights', 'torch', name));
      await mutateAndRead(format, whole, scratch(`mutated-${name}`));
    });
  }

  it('opens or is told to be broken: model.json and what is beside it', async () => {
    const tf = nativeTensorflow();
    const layers = [
      tf.layers.separableConv2d({ inputShape: [8, 8, 3], filters: 4, kernelSize: 3 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 2 }),
    ];
    const model = tf.sequential({ layers });
    mkdirSync(scratch('tfjs'));
    await model.save(`file://${scratch('tfjs')}`);
    model.dispose();
    const file = scratch('tfjs', 'model.json');
    await mutateAndRead(tfjs, readFileSync(file), file);
  });
});

/** Opens many broken copies of a file, and reads what opens to its end. */
async function mutateAndRead(format: WeightsFormat, whole: Uint8Array, file: string): Promise<void> {
  const random = seededRandom(SEED);
  let opened = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = mutate(whole, random);
    writeFileSync(file, bytes);
    try {
      await format.match(bytes.subarray(0, HEAD_BYTES), file);
      const { framework, entries } = await readAll(format, file);
      opened++;
      if (framework === 'pytorch') understandTorch(entries, file);
    } catch (thrown) {
      const told = thrown instanceof XceptionError && thrown.code.startsWith('model-');
      if (told && thrown.message.includes(path.basename(file))) continue;
      assert.fail(
        `round ${round} (seed ${SEED}) threw ${thrown instanceof Error ? (thrown.stack ?? '') : String(thrown)}`,
      );
    }
  }
  assert.ok(opened > 0 && opened < ROUNDS, `${opened} of ${ROUNDS} opened`);
}

async function readAll(format: WeightsFormat, file: string): Promise<WeightsFile> {
  const model = await format.open(file);
  try {
    for (const entry of model.entries) {
      // Numbers that are no floats are refused one by one.
      await model.read(entry).catch((thrown: unknown) => {
        if (!(thrown instanceof XceptionError) || thrown.code !== 'model-unsupported') throw thrown;
      });
    }
    return model;
  } finally {
    await model.close();
  }
}
