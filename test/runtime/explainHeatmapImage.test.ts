import assert from 'node:assert/strict';
import { colourTable } from '../../src/model/image/colourMap';
import type { Picture } from '../../src/model/image/picture';
import { prepareImage } from '../../src/model/image/prepareImage';
import { stretch } from '../../src/model/runtime/explain/bilinear';
import { normalized, ownRange, peakOf } from '../../src/model/runtime/explain/heatmap';
import {
  mapRaster,
  overlayRaster,
  placeHeatmap,
  type SeenRegion,
} from '../../src/model/runtime/explain/heatmapImage';
import type { Fit } from '../../src/shared/classification';

const input = { height: 50, width: 50 };

function grey(width: number, height: number): Picture {
  return { width, height, data: new Uint8Array(width * height * 3).fill(100) };
}

/** How a picture of that size comes into the input, by the code that brings it there. */
function seenOf(width: number, height: number, fit: Fit, cropFraction = 1): SeenRegion {
  const picture = grey(width, height);
  const normalization = { kind: 'tf' } as const;
  const prepared = prepareImage(picture, input, { resize: 'bilinear', fit, cropFraction, normalization });
  return { ...prepared, original: { width, height } };
}

/** 5 × 5, with one cell of 1. */
function spot(row: number, column: number): { values: Float32Array; height: number; width: number } {
  const values = new Float32Array(25);
  values[row * 5 + column] = 1;
  return { values, height: 5, width: 5 };
}

describe('a heatmap', () => {
  it('is scaled to 0 … 1, whatever it holds', () => {
    const map = { values: Float32Array.of(-1, 0, 2, 4, Number.NaN, Infinity), height: 2, width: 3 };
    assert.deepEqual([...normalized(map)], [0, 0, 0.5, 1, 0, 0]);
    const none = { values: new Float32Array(4), height: 2, width: 2 };
    assert.deepEqual([...normalized(none)], [0, 0, 0, 0]);
    assert.deepEqual(peakOf({ ...map, values: Float32Array.of(0, 1, 3, 3, 2, 0) }), { x: 2, y: 0, value: 3 });
  });

  it('is scaled by a range of its reader’s, so that maps can be compared', () => {
    const map = { values: Float32Array.of(-1, 0, 2, 4, Number.NaN, 8), height: 2, width: 3 };
    assert.deepEqual(ownRange(map), { min: 0, max: 8 });
    assert.deepEqual([...normalized(map, { min: 0, max: 16 })], [0, 0, 0.125, 0.25, 0, 0.5]);
    assert.deepEqual(
      [...normalized(map, { min: 2, max: 4 })],
      [0, 0, 0, 1, 0, 1],
      'the ends take what lies outside',
    );
    assert.deepEqual([...normalized(map, { min: 3, max: 3 })], [0, 0, 0, 0, 0, 0]);
  });

  it('gets equal colours for equal values in one range, and others in its own', () => {
    const size = { width: 50, height: 50 };
    const seen = seenOf(50, 50, 'stretch');
    const weak = { ...spot(2, 2), values: spot(2, 2).values.map((value) => value / 4) };
    const range = { min: 0, max: 1 };
    const middle = 25 * 50 + 25;
    const strongPlaced = placeHeatmap(spot(2, 2), seen, size, range);
    const weakPlaced = placeHeatmap(weak, seen, size, range);
    assert.ok(Math.abs((weakPlaced.values[middle] ?? 0) * 4 - (strongPlaced.values[middle] ?? 0)) < 1e-6);
    const pixels = (placed: typeof weakPlaced): Uint8Array => mapRaster(placed, 'grey').data;
    assert.notDeepEqual(pixels(weakPlaced), pixels(strongPlaced));
    assert.deepEqual(pixels(placeHeatmap(weak, seen, size)), pixels(placeHeatmap(spot(2, 2), seen, size)));
  });

  it('is stretched with half-pixel centres', () => {
    const grid = { values: [0, 1, 2, 3], height: 2, width: 2 };
    assert.deepEqual(
      [...stretch(grid, 4, 4).subarray(0, 8)].map((value) => Math.round(value * 100) / 100),
      [0, 0.25, 0.75, 1, 0.5, 0.75, 1.25, 1.5],
    );
    assert.deepEqual([...stretch({ values: [7], height: 1, width: 1 }, 2, 3)], [7, 7, 7, 7, 7, 7]);
    assert.deepEqual([...stretch(grid, 2, 2)], [0, 1, 2, 3]);
  });
});

describe('a heatmap on its picture', () => {
  it('covers all of a stretched picture', () => {
    const placed = placeHeatmap(spot(1, 3), seenOf(200, 100, 'stretch'), { width: 200, height: 100 });
    assert.ok(placed.values.every((value) => value >= 0 && value <= 1));
    const { x, y } = peakOf(placed);
    assert.ok(Math.abs(x - 140) <= 1 && Math.abs(y - 30) <= 1, `the cell's middle, not ${x}, ${y}`);
  });

  it('covers only what a crop kept', () => {
    const placed = placeHeatmap(spot(2, 0), seenOf(200, 100, 'crop'), { width: 200, height: 100 });
    for (let x = 0; x < 200; x++) {
      assert.equal(Number.isNaN(placed.values[50 * 200 + x]!), x < 50 || x >= 150, `column ${x}`);
    }
    // The leftmost fifth of the kept square: 50 to 70.
    assert.ok(placed.values[50 * 200 + 55]! > 0.9);
    assert.equal(placed.values[50 * 200 + 100], 0);
  });

  it('covers the middle that an evaluation crop kept, to the fraction of a pixel', () => {
    const seen = seenOf(120, 240, 'crop', 0.5);
    const placed = placeHeatmap(spot(2, 2), seen, { width: 120, height: 240 });
    const { left, top, width, height } = seen.source;
    assert.ok(width < 120 && height < 240);
    placed.values.forEach((value, i) => {
      const [x, y] = [(i % 120) + 0.5, Math.floor(i / 120) + 0.5];
      const inside = x >= left && x <= left + width && y >= top && y <= top + height;
      assert.equal(Number.isNaN(value), !inside);
    });
  });

  it('leaves the border of a letterbox out', () => {
    // 200 × 100 lies in rows 12 to 37 of 50: cells of 10 rows, the first of which is half border.
    const seen = seenOf(200, 100, 'letterbox');
    assert.deepEqual(seen.content, { left: 0, top: 12, width: 50, height: 25 });
    const placed = placeHeatmap(spot(2, 2), seen, { width: 200, height: 100 });
    assert.ok(placed.values.every((value) => !Number.isNaN(value)));
    const { x, y } = peakOf(placed);
    assert.ok(Math.abs(x - 100) <= 1, `column ${x}`);
    // The cell's middle is input row 25, which is row (25 - 12) / 25 of the picture.
    assert.ok(Math.abs(y - 52) <= 2, `row ${y}`);
    const border = placeHeatmap(spot(0, 2), seen, { width: 200, height: 100 });
    assert.ok(peakOf(border).value < 0.5, 'what was seen on the border is cut off');
  });

  it('may be drawn on a smaller copy', () => {
    const seen = seenOf(200, 100, 'crop');
    const whole = placeHeatmap(spot(1, 1), seen, { width: 200, height: 100 });
    const small = placeHeatmap(spot(1, 1), seen, { width: 40, height: 20 });
    const [large, little] = [peakOf(whole), peakOf(small)];
    assert.ok(Math.abs(large.x / 200 - little.x / 40) < 0.03);
    assert.ok(Math.abs(large.y / 100 - little.y / 20) < 0.03);
    assert.equal(Number.isNaN(small.values[0]!), true);
  });
});

describe('the pictures of a heatmap', () => {
  const seen = seenOf(4, 2, 'crop');
  const even = { values: new Float32Array(25).fill(3), height: 5, width: 5 };
  const placed = placeHeatmap(even, seen, { width: 4, height: 2 });
  const data = Uint8Array.from({ length: 24 }, (_, i) => 10 * (i % 3) + 40);
  const picture = { width: 4, height: 2, data };
  const top = [...colourTable('viridis').subarray(-3)];

  it('show the map alone, transparent where nothing was seen', () => {
    const { data: rgba, channels } = mapRaster(placed, 'viridis');
    assert.equal(channels, 4);
    assert.deepEqual([...rgba.subarray(0, 4)], [0, 0, 0, 0]);
    assert.deepEqual([...rgba.subarray(4, 8)], [...top, 255]);
  });

  it('show it over the picture, which is grey where nothing was seen', () => {
    const half = overlayRaster(picture, placed, 'viridis', 0.5).data;
    assert.deepEqual(
      [...half.subarray(3, 6)],
      top.map((value, i) => Math.round((value + 40 + 10 * i) / 2)),
    );
    assert.deepEqual([...half.subarray(0, 3)], [48, 48, 48]);
    const none = overlayRaster(picture, placed, 'viridis', 0).data;
    assert.deepEqual([...none.subarray(3, 6)], [40, 50, 60]);
    const all = overlayRaster(picture, placed, 'viridis', 1).data;
    assert.deepEqual([...all.subarray(3, 6)], top);
  });

  it('are the same each time', () => {
    assert.deepEqual(
      overlayRaster(picture, placed, 'cividis', 0.3),
      overlayRaster(picture, placed, 'cividis', 0.3),
    );
  });
});
