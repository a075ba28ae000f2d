import assert from 'node:assert/strict';
import { colourTable, levelOf } from '../../src/model/image/colourMap';
import { layerStatistics, type LayerValues } from '../../src/model/runtime/activations/layerStatistics';
import { mapSheet } from '../../src/model/runtime/activations/mapSheet';
import { COLOUR_MAPS } from '../../src/shared/explainProtocol';

/** 2 × 3, three channels: 0 … 5, dead, and one that holds no numbers. */
const layer: LayerValues = {
  height: 2,
  width: 3,
  channels: 3,
  values: Float32Array.from([0, 1, 2, 3, 4, 5].flatMap((value) => [value, 0, value === 4 ? Number.NaN : -1])),
};

describe('the figures of a layer', () => {
  it('count what is there, channel by channel', () => {
    const { statistics, maps } = layerStatistics(layer);
    const finite = [...layer.values].filter(Number.isFinite);
    const mean = finite.reduce((a, b) => a + b) / finite.length;
    const variance = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / finite.length;
    assert.ok(Math.abs(statistics.mean - mean) < 1e-12);
    assert.ok(Math.abs(statistics.std - Math.sqrt(variance)) < 1e-12);
    assert.deepEqual([statistics.min, statistics.max], [-1, 5]);
    assert.equal(statistics.zeros, 7 / 17);
    assert.equal(statistics.deadChannels, 1);
    assert.equal(statistics.nonFinite, 1);
    assert.deepEqual(maps, [
      { channel: 0, mean: 2.5, min: 0, max: 5 },
      { channel: 1, mean: 0, min: 0, max: 0 },
      { channel: 2, mean: -1, min: -1, max: -1 },
    ]);
  });

  it('are finite even where nothing is', () => {
    const { statistics, maps } = layerStatistics({
      height: 1,
      width: 2,
      channels: 1,
      values: Float32Array.of(NaN, Infinity),
    });
    assert.deepEqual(statistics, {
      mean: 0,
      std: 0,
      min: 0,
      max: 0,
      zeros: 0,
      deadChannels: 0,
      channels: 1,
      nonFinite: 2,
    });
    assert.deepEqual(maps, [{ channel: 0, mean: 0, min: 0, max: 0 }]);
  });
});

describe('a sheet of feature maps', () => {
  const { maps } = layerStatistics(layer);
  const options = { maps, colours: 'grey', maxSide: 2048 } as const;
  const grey = (value: number): number => Math.round(value * 255);

  it('shows each value as a square, each map in all colours', () => {
    const sheet = mapSheet(layer, options);
    assert.deepEqual([sheet.columns, sheet.rows], [2, 2]);
    const { raster, cellWidth, cellHeight, gap } = sheet;
    assert.deepEqual([cellWidth, cellHeight], [63, 42], 'enlarged to about 64 pixels');
    assert.deepEqual([raster.width, raster.height], [2 * 63 + gap, 2 * 42 + gap]);
    const at = (x: number, y: number): number => raster.data[(y * raster.width + x) * 3] ?? -1;
    for (let y = 0; y < cellHeight; y++) {
      for (let x = 0; x < cellWidth; x++) {
        const value = Math.floor(y / 21) * 3 + Math.floor(x / 21);
        assert.equal(at(x, y), grey(value / 5), `${x}, ${y}`);
      }
    }
    assert.equal(at(cellWidth + gap, 0), 0, 'a map that is even has the lowest colour');
    assert.equal(at(cellWidth, 10), 128, 'between two maps');
  });

  it('may span the colours alike over all maps', () => {
    const { raster, cellWidth, cellHeight, gap } = mapSheet(layer, { ...options, span: { min: -2, max: 5 } });
    const at = (x: number, y: number): number => raster.data[(y * raster.width + x) * 3] ?? -1;
    assert.equal(at(0, 0), grey(2 / 7), 'the value 0 between -2 and 5');
    assert.equal(at(cellWidth + gap, 0), grey(2 / 7));
    assert.equal(at(0, cellHeight + gap), grey(1 / 7), 'the value -1');
  });

  it('never grows beyond its limit: large maps are reduced by means', () => {
    const side = 150;
    const values = Float32Array.from({ length: side * side * 4 }, (_, i) =>
      Math.floor(i / 4) % 2 === 0 ? 0 : 2,
    );
    const large: LayerValues = { height: side, width: side, channels: 4, values };
    const figures = layerStatistics(large).maps;
    const { raster, cellWidth } = mapSheet(large, { ...options, maps: figures, maxSide: 160 });
    assert.ok(raster.width <= 160 && raster.height <= 160, `${raster.width} × ${raster.height}`);
    assert.equal(cellWidth, 75);
    assert.equal(raster.data[0], grey(0.5), 'the mean of 0, 2, 0, 2');
    const many = { height: 10, width: 10, channels: 2048, values: new Float32Array(204_800) };
    const sheet = mapSheet(many, { ...options, maps: layerStatistics(many).maps, maxSide: 1024 });
    assert.ok(sheet.raster.width <= 1024 && sheet.columns * sheet.rows >= 2048);
  });

  it('is about as wide as high, for units of a vector too', () => {
    const units = {
      height: 1,
      width: 1,
      channels: 100,
      values: Float32Array.from({ length: 100 }, (_, i) => i),
    };
    const { statistics: span, maps: figures } = layerStatistics(units);
    const { columns, rows, raster } = mapSheet(units, { ...options, maps: figures, span });
    assert.deepEqual([columns, rows], [10, 10]);
    assert.equal(raster.data[0], 0);
    assert.equal(raster.data.at(-1), 255);
  });
});

describe('colour maps', () => {
  /** CIE 1931 luminance of linear light. */
  const luminance = (table: Uint8Array, level: number): number =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, channel) => {
      const value = (table[level * 3 + channel] ?? 0) / 255;
      return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    }, 0);

  it('grow brighter with every step, so that they survive a printer without colours', () => {
    for (const name of COLOUR_MAPS) {
      const table = colourTable(name);
      assert.equal(table.length, 256 * 3);
      for (let level = 1; level < 256; level++) {
        assert.ok(luminance(table, level) >= luminance(table, level - 1) - 1e-3, `${name} at ${level}`);
      }
      assert.ok(luminance(table, 255) - luminance(table, 0) > 0.6, name);
    }
  });

  it('are the published ones at their ends and in the middle', () => {
    const at = (name: 'viridis' | 'cividis', level: number): readonly number[] => [
      ...colourTable(name).subarray(level * 3, level * 3 + 3),
    ];
    assert.deepEqual(at('viridis', 0), [68, 1, 84]);
    assert.deepEqual(at('viridis', 255), [253, 231, 37]);
    assert.deepEqual(at('cividis', 0), [0, 34, 78]);
    assert.deepEqual(at('cividis', 255), [254, 232, 56]);
  });

  it('take any number', () => {
    assert.deepEqual([-1, 0, 0.5, 1, 7, Number.NaN].map(levelOf), [0, 0, 128, 255, 255, 0]);
  });
});
