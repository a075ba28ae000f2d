import assert from 'node:assert/strict';

import { correlation, sampleModel } from '../support/lookInside';
import { runCli } from '../cli/runCli';
import type { Bench } from './support/bench';
import { short } from './support/compare';
import { fileRequest, sample } from './kerasWrites';
import type { ClassMaps } from './support/liveKeras';
import { measured } from './support/measured';

const LAST = 'block14_sepconv2_act';
/** Least correlation of two maps of the same class. */
const SAME = 0.999;
/** Of a value, as a share of the map's peak. */
const VALUE = 1e-3;

const METHODS = ['gradcam', 'gradcam++'] as const;

/** Layers across the flows: the end, the exit flow's shortcut sum, the middle flow, the entry flow. */
const LAYERS = [LAST, 'block14_sepconv1_act', 'add_11', 'block9_sepconv2_bn', 'block4_sepconv1_act'];

/** Keras' own layers and tf.GradientTape make the class activation maps that `explain` makes. */
export function kerasExplains(bench: () => Bench): void {
  describe('of the sample model', () => {
    const photograph = sample('coffee-cup.jpg');

    before(async () => {
      const { source } = sampleModel();
      assert.equal(source.kind, 'file');
      await bench().keras.ask('load', { file: source.path });
    });

    for (const method of METHODS) {
      measured(`xception explain --method ${method} --json`, async () => {
        const ours = await explainByCli(['--method', method], bench().file('where.png'), photograph);
        assert.equal(ours.layer, LAST);
        return sameMap(ours.heatmap.values.flat(), await mapsOf(bench(), photograph, LAST, null), method);
      });
    }

    for (const layer of LAYERS.slice(1)) {
      for (const method of METHODS) {
        measured(`${method} at ${layer}`, async () =>
          sameMap(
            await explained(bench(), sampleModel(), photograph, { layer, method }),
            await mapsOf(bench(), photograph, layer, null),
            method,
          ),
        );
      }
    }

    for (const classIndex of [2, 4]) {
      measured(`gradcam of class ${classIndex}, which is not the most probable`, async () =>
        sameMap(
          await explained(bench(), sampleModel(), photograph, { classIndex, method: 'gradcam' }),
          await mapsOf(bench(), photograph, LAST, classIndex),
          'gradcam',
        ),
      );
    }
  });

  describe('of the published network with random weights', () => {
    const photograph = sample('astronaut.jpg');
    const shape = [299, 299, 3] as const;

    before(async () => {
      const { keras, file } = bench();
      await keras.ask('build', { name: 'published', shape, classes: 1000, seed: 7 });
      await keras.ask('save', { file: file('explained.keras'), how: 'whole' });
    });

    for (const [layer, classIndex] of [
      [LAST, null],
      ['add_10', 999],
    ] as const) {
      for (const method of METHODS) {
        measured(`${method} at ${layer}, class ${classIndex ?? 'most probable'}`, async () => {
          const request = fileRequest(bench().file('explained.keras'), shape);
          const choice = { layer, method, ...(classIndex !== null && { classIndex }) };
          const ours = await explained(bench(), request, photograph, choice);
          return sameMap(ours, await mapsOf(bench(), photograph, layer, classIndex), method);
        });
      }
    }
  });
}

interface Choice {
  readonly method: (typeof METHODS)[number];
  readonly layer?: string;
  readonly classIndex?: number;
}

async function explained(
  { inference }: Bench,
  model: ReturnType<typeof sampleModel>,
  file: string,
  choice: Choice,
): Promise<Float32Array> {
  const preprocessing = { resize: 'nearest', fit: 'stretch' } as const;
  const { heatmap } = await inference.call('explain', { model, file, preprocessing, raw: true, ...choice });
  assert.ok(heatmap.values);
  return heatmap.values;
}

async function explainByCli(
  options: readonly string[],
  out: string,
  file: string,
): Promise<{
  readonly layer: string;
  readonly heatmap: { readonly values: readonly (readonly number[])[] };
}> {
  const { code, stdout, stderr } = await runCli(['explain', file, ...options, '--out', out, '--json']);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Awaited<ReturnType<typeof explainByCli>>;
}

function mapsOf(
  { keras }: Bench,
  picture: string,
  layer: string,
  classIndex: number | null,
): Promise<ClassMaps> {
  return keras.ask('class_maps', { picture, resize: 'nearest', layer, classIndex });
}

/** Keras' Grad-CAM++ weights have the score's exponential as a factor, which makes the map no other. */
function sameMap(ours: ArrayLike<number>, maps: ClassMaps, method: (typeof METHODS)[number]): string {
  const expected = maps[method];
  assert.equal(ours.length, maps.shape[0] * maps.shape[1]);
  assert.equal(ours.length, expected.length);
  const [peak, own] = [Math.max(...expected), Math.max(...Array.from(ours))];
  if (peak === 0) {
    assert.equal(own, 0, 'nothing speaks for the class, says Keras');
    return `${maps.shape.join('×')} map of class ${maps.classIndex}, 0 everywhere on both sides`;
  }
  const difference = Math.max(...expected.map((value, index) => Math.abs(value / peak - ours[index]! / own)));
  const found = correlation(ours, expected);
  const text = `${maps.shape.join('×')} map of class ${maps.classIndex}, 1 - correlation ${short(1 - found)}, values differ by ${short(difference)} of the peak`;
  assert.ok(found > SAME, text);
  assert.ok(difference <= VALUE, text);
  return text;
}
