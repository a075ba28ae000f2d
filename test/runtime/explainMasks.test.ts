import assert from 'node:assert/strict';
import { deletionTest } from '../../src/model/runtime/explain/deletionTest';
import { peakOf, type Heatmap } from '../../src/model/runtime/explain/heatmap';
import { occlusion } from '../../src/model/runtime/explain/occlusion';
import type { ScorePictures } from '../../src/model/runtime/explain/scoreBatch';
import { scoreCam } from '../../src/model/runtime/explain/scoreCam';
import { XceptionError } from '../../src/shared/xceptionError';

const SIDE = 40;
const input = { height: SIDE, width: SIDE };
const image = new Float32Array(SIDE * SIDE * 3).fill(1);
const model = { labels: ['nothing', 'spot'], output: 'softmax' } as const;

/** A judge that looks at one square of 8 × 8 pixels and nothing else: the brighter, the surer of class 1. */
function spotJudge(top: number, left: number, seen: Float32Array[] = []): ScorePictures {
  return (count, picture) =>
    Promise.resolve(
      Array.from({ length: count }, (_, index) => {
        const values = picture(index);
        seen.push(values);
        let sum = 0;
        for (let y = top; y < top + 8; y++) {
          for (let x = left; x < left + 8; x++) sum += values[(y * SIDE + x) * 3] ?? 0;
        }
        return Float32Array.of(0, sum / 16 - 1);
      }),
    );
}

const usage = (pattern: RegExp) => (error: unknown) =>
  error instanceof XceptionError && error.code === 'usage' && pattern.test(error.message);

describe('occlusion', () => {
  it('finds the place that the answer depends on', async () => {
    const map = await occlusion({ image, input, window: 8, stride: 4 }, model, spotJudge(24, 8));
    assert.deepEqual([map.height, map.width, map.classIndex], [SIDE, SIDE, 1]);
    const { x, y, value } = peakOf(map);
    assert.ok(x >= 8 && x < 16 && y >= 24 && y < 32, `found at ${x}, ${y}`);
    assert.ok(value > 0);
    assert.equal(map.values[0], 0, 'nothing depends on the corner');
    assert.equal(map.values.at(-1), 0);
  });

  it('covers every pixel, whatever the steps, and counts its runs', async () => {
    const seen: Float32Array[] = [];
    const map = await occlusion({ image, input, window: 9, stride: 7 }, model, spotJudge(0, 0, seen));
    // Places 0, 7, 14, 21, 28 and the last, which ends with the picture: 31.
    assert.equal(map.runs, 1 + 6 * 6);
    assert.equal(seen.length, map.runs);
    const covered = new Uint8Array(SIDE * SIDE);
    for (const values of seen.slice(1)) {
      assert.equal(values.filter((value) => value === 0).length, 9 * 9 * 3);
      values.forEach((value, i) => {
        if (value === 0) covered[Math.floor(i / 3)] = 1;
      });
    }
    assert.ok(covered.every((is) => is === 1));
  });

  it('has a square and steps that suit the input, unless told otherwise', async () => {
    const { runs } = await occlusion({ image, input }, model, spotJudge(0, 0));
    assert.equal(runs, 1 + 9 * 9, 'a fifth of the side, half of that as step');
  });

  it('still tells places apart where the probability is 1 in every digit', async () => {
    const sure: ScorePictures = async (count, picture) =>
      (await spotJudge(24, 8)(count, picture)).map(([a = 0, b = 0]) => Float32Array.of(a, 200 + b));
    const map = await occlusion({ image, input, window: 8, stride: 4 }, model, sure);
    const { x, y } = peakOf(map);
    assert.ok(x >= 8 && x < 16 && y >= 24 && y < 32);
  });

  it('turns round for the first class of a single sigmoid', async () => {
    const one: ScorePictures = async (count, picture) =>
      (await spotJudge(24, 8)(count, picture)).map(([, b = 0]) => Float32Array.of(b));
    const sigmoid = { labels: ['no', 'yes'], output: 'sigmoid' } as const;
    const request = { image, input, window: 8, stride: 4 };
    assert.ok(peakOf(await occlusion({ ...request, classIndex: 1 }, sigmoid, one)).value > 0);
    assert.equal(peakOf(await occlusion({ ...request, classIndex: 0 }, sigmoid, one)).value, 0);
  });

  it('refuses squares and steps that make no sense', async () => {
    const judge = spotJudge(0, 0);
    await assert.rejects(occlusion({ image, input, window: 41 }, model, judge), usage(/1 to 40, not 41/));
    await assert.rejects(occlusion({ image, input, window: 8, stride: 9 }, model, judge), usage(/gaps/));
    await assert.rejects(occlusion({ image, input, window: 0.5 }, model, judge), usage(/whole number/));
    const large = { height: 200, width: 200 };
    const wide = new Float32Array(200 * 200 * 3);
    await assert.rejects(
      occlusion({ image: wide, input: large, window: 2, stride: 1 }, model, judge),
      usage(/39601 places/),
    );
  });
});

describe('Score-CAM', () => {
  /** 5 × 5 cells; channel 0 is even, 1 marks the spot's cell, 2 marks another, 3 is weaker than both. */
  const values = new Float32Array(25 * 4);
  for (let cell = 0; cell < 25; cell++) values[cell * 4] = 5;
  values[(3 * 5 + 1) * 4 + 1] = 2;
  values[(0 * 5 + 4) * 4 + 2] = 3;
  values[(2 * 5 + 2) * 4 + 3] = 0.5;
  const maps = { values, height: 5, width: 5, channels: 4 };

  it('weighs each map by what the network still sees through it', async () => {
    const seen: Float32Array[] = [];
    const map = await scoreCam({ image, input, maps, most: 64 }, model, spotJudge(24, 8, seen));
    assert.equal(map.runs, 1 + 3, 'the even map masks nothing and is left out');
    assert.deepEqual([map.height, map.width, map.classIndex], [5, 5, 1]);
    const sure = 1 / (1 + Math.exp(-3));
    const blind = 1 / (1 + Math.exp(1));
    const through = map.values[3 * 5 + 1]! / 2;
    assert.ok(through > 2 * blind && through < sure, `seen through the right map: ${through}`);
    assert.ok(Math.abs(map.values[4]! / 3 - blind) < 1e-6, 'the probability through the other');
    assert.equal(map.values[0], 0);
    for (const mask of seen.slice(1)) assert.ok(mask.every((value) => value >= 0 && value <= 1));
  });

  it('tries the most varied maps only, as many as are asked for', async () => {
    const map = await scoreCam({ image, input, maps, most: 2 }, model, spotJudge(24, 8));
    assert.equal(map.runs, 3);
    assert.equal(map.values[2 * 5 + 2], 0, 'the weakest map was not tried');
    assert.ok(map.values[4]! > 0);
  });
});

describe('the deletion test', () => {
  const spot = (row: number, column: number): Heatmap => {
    const values = new Float32Array(25);
    values[row * 5 + column] = 1;
    return { values, height: 5, width: 5 };
  };
  const request = { image, input, classIndex: 1, seed: 3 };

  it('tells a true map from a false one', async () => {
    const judge = spotJudge(24, 8);
    const right = await deletionTest({ ...request, heatmap: spot(3, 1) }, model, judge);
    assert.equal(right.share, 0.2);
    assert.ok(right.hidden < right.random, `${right.hidden} is below ${right.random}`);
    assert.ok(Math.abs(right.hidden - 1 / (1 + Math.exp(1))) < 1e-6, 'the spot is gone');
    const wrong = await deletionTest({ ...request, heatmap: spot(0, 4) }, model, judge);
    assert.equal(wrong.hidden, wrong.probability, 'the spot is still there');
    assert.ok(wrong.hidden > wrong.random);
  });

  it('hides the same places again for the same seed, and as much each time', async () => {
    const seen: Float32Array[] = [];
    const judge = spotJudge(24, 8, seen);
    const heatmap = spot(3, 1);
    const first = await deletionTest({ ...request, heatmap }, model, judge);
    assert.deepEqual(await deletionTest({ ...request, heatmap }, model, judge), first);
    assert.equal(first.draws.length, 10);
    for (const values of seen.slice(1, 12)) {
      assert.equal(values.filter((value) => value === 0).length, 0.2 * values.length);
    }
    assert.notDeepEqual(seen[2], seen[3], 'draws differ');
    const other = await deletionTest({ ...request, heatmap, seed: 4 }, model, judge);
    assert.notDeepEqual(other.draws, first.draws);
  });

  it('judges fine maps by areas, not by specks', async () => {
    const values = new Float32Array(SIDE * SIDE);
    for (let y = 24; y < 32; y++) values.fill(1, y * SIDE + 8, y * SIDE + 16);
    const seen: Float32Array[] = [];
    const heatmap = { values, height: SIDE, width: SIDE };
    const figures = await deletionTest({ ...request, heatmap }, model, spotJudge(24, 8, seen));
    assert.equal(figures.share, 0.2);
    assert.ok(Math.abs(figures.hidden - 1 / (1 + Math.exp(1))) < 1e-6);
    const hidden = seen[1]!;
    for (let i = 0; i < hidden.length; i++) {
      const [y, x] = [Math.floor(i / 3 / SIDE), Math.floor(i / 3) % SIDE];
      const corner = ((y - (y % 4)) * SIDE + (x - (x % 4))) * 3;
      assert.equal(hidden[i], hidden[corner], 'cells of 4 × 4 pixels are hidden whole');
    }
  });
});
