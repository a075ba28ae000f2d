import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { decodeImageBytes } from '../../src/model/image/decodeImage';
import { nativeTensorflow } from '../../src/model/runtime/nativeTensorflow';
import { untrainedModel } from '../../src/model/weights/catalogue';
import { openModel } from '../../src/model/weights/openModel';
import { inferenceService } from '../../src/model/worker/inferenceService';
import { EXPLAIN_METHODS, type ExplainMethods, type StepProgress } from '../../src/shared/explainProtocol';
import type { EncodedImage } from '../../src/shared/workerProtocol';
import { XceptionError } from '../../src/shared/xceptionError';
import { photograph, sampleModel } from '../support/lookInside';
import { projectRoot } from '../support/paths';

const cat = path.join(projectRoot, 'media', 'samples', 'cat.jpg');
const small = { ...untrainedModel('paper'), input: { height: 96, width: 96 } };

const service = inferenceService({
  open: (request) => openModel(request),
  referenceFolder: path.join(projectRoot, 'media', 'reference'),
});

type Method = keyof ExplainMethods;

/** Calls the service as the endpoint does. */
async function call<M extends Method>(
  method: M,
  params: ExplainMethods[M]['params'],
  onStep: (controller: AbortController) => void = () => undefined,
): Promise<{ result: ExplainMethods[M]['result']; steps: readonly StepProgress[] }> {
  const steps: StepProgress[] = [];
  const controller = new AbortController();
  const context = {
    signal: controller.signal,
    progress: (step: StepProgress) => {
      steps.push(step);
      onStep(controller);
    },
  };
  const handler = service[method] as (
    params: ExplainMethods[M]['params'],
    with_: typeof context,
  ) => Promise<ExplainMethods[M]['result']>;
  return { result: await handler(params, context), steps };
}

async function sizeOf({ bytes }: EncodedImage): Promise<readonly [number, number]> {
  const { picture, format } = await decodeImageBytes(bytes, 'answer');
  assert.equal(format, 'png');
  return [picture.width, picture.height];
}

const usage = (pattern: RegExp) => (error: unknown) =>
  error instanceof XceptionError && error.code === 'usage' && pattern.test(error.message);

describe('looking inside', function () {
  this.timeout(300_000);

  it('shows the maps of any layer, strongest first', async () => {
    const { result } = await call('activations', {
      model: small,
      file: cat,
      layer: 'block4_sepconv1',
      maps: 9,
    });
    assert.deepEqual(result.shape, [12, 12, 728]);
    assert.equal(result.statistics.channels, 728);
    assert.equal(result.values, undefined, 'numbers come when they are asked for');
    const { maps, picture, columns, rows } = result.sheet;
    assert.deepEqual([columns, rows, maps.length], [3, 3, 9]);
    const means = maps.map(({ mean }) => mean);
    assert.deepEqual(
      means,
      means.toSorted((a, b) => b - a),
    );
    assert.deepEqual(await sizeOf(picture), [picture.width, picture.height]);
  });

  it('gives the numbers of a layer when asked, and chosen maps in their order', async () => {
    const request = { model: small, file: cat, layer: 'block14_sepconv2_act', raw: true, channels: [7, 3] };
    const { result } = await call('activations', request);
    const { values, shape, statistics } = result;
    assert.equal(
      values?.length,
      shape.reduce((a, b) => a * b),
    );
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    assert.ok(Math.abs(mean - statistics.mean) < 1e-6);
    assert.ok(statistics.zeros > 0, 'ReLU cuts something off');
    assert.deepEqual(
      result.sheet.maps.map(({ channel }) => channel),
      [7, 3],
    );
    const third = values.filter((_, i) => i % 2048 === 3);
    assert.equal(result.sheet.maps[1]?.max, Math.max(...third));
  });

  it('shows vectors too', async () => {
    const { result } = await call('activations', { model: small, file: cat, layer: 'predictions' });
    assert.deepEqual(result.shape, [1000]);
    assert.equal(result.sheet.maps.length, 64);
    assert.ok(Math.abs(1000 * result.statistics.mean - 1) < 1e-3, 'probabilities');
  });

  it('refuses what cannot be shown, with the reason', async () => {
    const base = { model: small, file: cat, layer: 'add' };
    await assert.rejects(
      call('activations', { ...base, layer: 'ad' }),
      usage(/no layer "ad".*such as "add"/),
    );
    await assert.rejects(call('activations', { ...base, channels: [728] }), usage(/no 728/));
    await assert.rejects(call('activations', { ...base, maps: 0 }), usage(/no number of maps/));
    await assert.rejects(call('activations', { ...base, maxSide: 1 }), usage(/64 to 8192/));
    await assert.rejects(
      call('activations', { ...base, file: __filename }),
      (error) => error instanceof XceptionError && error.code === 'image-unreadable',
    );
  });

  for (const method of EXPLAIN_METHODS) {
    it(`says where the network looked, by ${method}`, async () => {
      const { result, steps } = await call('explain', {
        model: small,
        file: cat,
        method,
        maps: 8,
        maxSide: 200,
      });
      assert.equal(result.layer, method === 'occlusion' ? null : 'block14_sepconv2_act');
      const side = method === 'occlusion' ? 96 : 3;
      assert.deepEqual([result.heatmap.height, result.heatmap.width], [side, side]);
      assert.equal(result.heatmap.values, undefined);
      assert.ok(result.prediction.probability > 0);
      for (const picture of [result.overlay, result.map]) {
        assert.equal(Math.max(picture.width, picture.height), 200);
        assert.deepEqual(await sizeOf(picture), [picture.width, picture.height]);
      }
      const total = { gradcam: 0, 'gradcam++': 0, scorecam: 9, occlusion: 82 }[method];
      assert.deepEqual(steps.at(-1), total === 0 ? undefined : { done: total, total });
      assert.equal(result.runs, Math.max(total, 1));
    });
  }

  it('explains the class and the layer that are asked for', async () => {
    const base = { model: small, file: cat, method: 'gradcam', raw: true } as const;
    const [best, other, early] = await Promise.all([
      call('explain', base),
      call('explain', { ...base, classIndex: 5 }),
      call('explain', { ...base, classIndex: 5, layer: 'block4_sepconv1' }),
    ]);
    assert.equal(other.result.prediction.index, 5);
    assert.ok(other.result.prediction.probability < best.result.prediction.probability);
    assert.notDeepEqual(other.result.heatmap.values, best.result.heatmap.values);
    assert.deepEqual([early.result.layer, early.result.heatmap.width], ['block4_sepconv1', 12]);
    const { x, y, value } = early.result.heatmap.peak;
    assert.equal(early.result.heatmap.values?.[y * 12 + x], value);
    await assert.rejects(call('explain', { ...base, layer: 'predictions' }), usage(/no feature maps/));
    await assert.rejects(call('explain', { ...base, opacity: 2 }), usage(/0 to 1/));
  });

  it('stops between two batches when it is cancelled', async () => {
    for (const method of ['scorecam', 'occlusion'] as const) {
      let steps = 0;
      const running = call('explain', { model: small, file: cat, method }, (controller) => {
        if (++steps === 2) controller.abort(new XceptionError('cancelled', 'Cancelled.'));
      });
      await assert.rejects(running, (error) => error instanceof XceptionError && error.code === 'cancelled');
      assert.equal(steps, 2);
    }
  });

  it('colours two pictures in one range, so that equal numbers look alike', async () => {
    const other = path.join(projectRoot, 'media', 'samples', 'astronaut.jpg');
    const base = { model: small, method: 'gradcam', raw: true, maxSide: 64 } as const;
    const [first, second] = [
      await call('explain', { ...base, file: cat }),
      await call('explain', { ...base, file: other }),
    ].map(({ result }) => result);
    assert.ok(first && second);
    assert.deepEqual(first.heatmap.range, { min: 0, max: first.heatmap.peak.value });
    assert.notEqual(first.heatmap.peak.value, second.heatmap.peak.value);
    const range = { min: 0, max: Math.max(first.heatmap.peak.value, second.heatmap.peak.value) };
    const [strong, weak] =
      first.heatmap.peak.value > second.heatmap.peak.value ? [first, second] : [second, first];
    const weakFile = weak === first ? cat : other;
    const strongFile = weak === first ? other : cat;
    const same = await call('explain', { ...base, file: strongFile, range });
    assert.deepEqual(same.result.map.bytes, strong.map.bytes, 'the larger one keeps its colours');
    const { result: dimmer } = await call('explain', { ...base, file: weakFile, range });
    assert.deepEqual(dimmer.heatmap.values, weak.heatmap.values);
    assert.deepEqual(dimmer.heatmap.range, range);
    const brightness = async ({ map }: typeof weak): Promise<number> => {
      const { picture } = await decodeImageBytes(map.bytes, 'map');
      return picture.data.reduce((sum, value) => sum + value, 0);
    };
    assert.ok((await brightness(dimmer)) < (await brightness(weak)), 'the smaller one is dimmer');
    await assert.rejects(
      call('explain', { ...base, file: cat, range: { min: 1, max: 0 } }),
      usage(/smaller first/),
    );
  });

  it('draws a map anew without running the network, and tells the best answers beside it', async () => {
    const base = { model: small, file: cat, method: 'occlusion', window: 32, stride: 32 } as const;
    const first = await call('explain', { ...base, classIndex: 3 });
    assert.ok(first.steps.length > 0);
    const again = await call('explain', {
      ...base,
      classIndex: 3,
      colours: 'grey',
      range: { min: 0, max: 9 },
    });
    assert.deepEqual(again.steps, []);
    assert.notDeepEqual(again.result.map.bytes, first.result.map.bytes);
    assert.equal(again.result.runs, first.result.runs);
    assert.equal(again.result.prediction.index, 3);
    assert.equal(again.result.predictions.length, 3);
    const odds = again.result.predictions.map(({ probability }) => probability);
    assert.deepEqual(
      odds,
      odds.toSorted((a, b) => b - a),
    );
    const other = await call('explain', { ...base, classIndex: 4 });
    assert.ok(other.steps.length > 0, 'another class is another map');
  });

  it('colours sheets in one range', async () => {
    const base = { model: small, file: cat, layer: 'block4_sepconv1', channels: [3, 5] };
    const own = await call('activations', base);
    assert.equal(own.result.sheet.range, undefined);
    const layer = await call('activations', { ...base, scale: 'layer' });
    const { min, max } = layer.result.statistics;
    assert.deepEqual(layer.result.sheet.range, { min, max });
    assert.equal(layer.result.timings.network, 0, 'only drawn anew');
    const range = { min: min - 5, max: max + 5 };
    const wide = await call('activations', { ...base, range });
    assert.deepEqual(wide.result.sheet.range, range);
    assert.notDeepEqual(wide.result.sheet.picture.bytes, layer.result.sheet.picture.bytes);
    const same = await call('activations', { ...base, range: { min, max } });
    assert.deepEqual(same.result.sheet.picture.bytes, layer.result.sheet.picture.bytes);
    await assert.rejects(
      call('activations', { ...base, range: { min: 0, max: Infinity } }),
      usage(/finite numbers/),
    );
  });

  it('times every layer', async () => {
    const { result, steps } = await call('profile', { model: small, runs: 3 });
    assert.equal(result.layers.length, 134);
    assert.deepEqual(
      steps.map(({ done }) => done),
      [0, 1, 2, 3],
    );
    const sum = result.layers.reduce((total, { milliseconds }) => total + milliseconds, 0);
    assert.ok(Math.abs(sum - result.milliseconds) < 1e-6);
    assert.ok(result.peakGflops > 0 && result.gflops > 0);
    for (const { gflops, peakShare } of result.layers)
      if (gflops !== undefined) assert.ok(Math.abs(peakShare! - gflops / result.peakGflops) < 1e-9);
    await assert.rejects(call('profile', { model: small, runs: 0 }), usage(/1 to 1000/));
  });

  it('compares the answers to a picture in several forms', async () => {
    const { result, steps } = await call('variants', { model: small, file: cat, topK: 2, pictures: true });
    assert.equal(result.variants[0]?.variant.id, 'unchanged');
    assert.deepEqual(steps.at(-1), { done: result.variants.length, total: result.variants.length });
    for (const { predictions, entropy, seen } of result.variants) {
      assert.equal(predictions.length, 2);
      assert.ok(entropy > 0);
      assert.deepEqual([seen?.width, seen?.height], [96, 96]);
    }
    const plain = await call('variants', {
      model: small,
      file: cat,
      topK: 2,
      variants: [{ id: 'a' }, { id: 'b', blur: 2 }],
    });
    const [same, blurred] = plain.result.variants;
    assert.equal(same?.seen, undefined);
    assert.ok(
      Math.abs(same!.predictions[0]!.probability - result.variants[0].predictions[0]!.probability) < 1e-5,
    );
    assert.notDeepEqual(blurred?.predictions, same?.predictions);
    await assert.rejects(
      call('variants', { model: small, file: cat, topK: 1, variants: [] }),
      usage(/variants/),
    );
  });

  it('leaves no tensor behind', async () => {
    let classIndex = 0;
    const round = async (): Promise<void> => {
      // Another class each time: what is only drawn anew would prove nothing.
      classIndex++;
      for (const method of EXPLAIN_METHODS) {
        await call('explain', {
          model: small,
          file: cat,
          method,
          classIndex,
          maps: 4,
          window: 96,
          stride: 96,
          deletion: {},
        });
      }
      for (const layer of ['add_4', 'add_5', 'add_6'])
        await call('activations', { model: small, file: cat, layer });
      await call('variants', { model: small, file: cat, topK: 1, variants: [{ id: 'a' }] });
      await call('profile', { model: small, runs: 1 });
    };
    await round();
    const { numTensors } = nativeTensorflow().memory();
    for (let i = 0; i < 2; i++) await round();
    assert.equal(nativeTensorflow().memory().numTensors, numTensors);
  });
});

describe('explanations of the sample model', function () {
  this.timeout(300_000);
  const model = sampleModel();

  it('come with every layer of the model as it was loaded, its own head’s too', async () => {
    const { result } = await call('structure', model);
    assert.equal(result.record.title, model.title);
    const head = result.layers.filter(({ flow }) => flow === 'head');
    assert.equal(result.layers.length, 136);
    assert.deepEqual(
      head.map(({ type, outputShape }) => [type, outputShape.slice(1)]),
      [
        ['GlobalAveragePooling2D', [2048]],
        ['Dense', [100]],
        ['Dropout', [100]],
        ['Dense', [6]],
      ],
    );
    const file = photograph('0004.jpg');
    for (const { name, outputShape } of head) {
      const shown = await call('activations', { model, file, layer: name });
      assert.deepEqual(shown.result.shape, outputShape.slice(1), name);
    }
  });

  it('name what the network answers about', async () => {
    const { result } = await call('explain', { model, file: photograph('0004.jpg'), method: 'gradcam' });
    assert.equal(result.prediction.label, 'plate');
    assert.ok(Math.abs(result.prediction.probability - 0.9911) < 1e-3);
  });

  it('mark what matters: without it the class loses more than without as much elsewhere', async () => {
    const names = readdirSync(path.dirname(photograph('0004.jpg')));
    assert.equal(names.length, 18);
    let hidden = 0;
    let random = 0;
    let better = 0;
    for (const name of names.sort()) {
      const { result } = await call('explain', {
        model,
        file: photograph(name),
        method: 'gradcam',
        deletion: { seed: 1 },
      });
      assert.ok(result.deletion);
      hidden += result.deletion.hidden / names.length;
      random += result.deletion.random / names.length;
      if (result.deletion.hidden < result.deletion.random) better++;
    }
    assert.ok(hidden < random - 0.1, `${hidden} is left on average, against ${random}`);
    assert.ok(better > names.length / 2, `${better} of ${names.length}`);
  });

  it('mark it without gradients too', async () => {
    for (const method of ['scorecam', 'occlusion'] as const) {
      for (const name of ['0207.jpg', '0412.jpg']) {
        const { result } = await call('explain', {
          model,
          file: photograph(name),
          method,
          deletion: { seed: 1 },
        });
        assert.ok(result.deletion && result.deletion.hidden < result.deletion.random, `${method}, ${name}`);
      }
    }
  });
});
