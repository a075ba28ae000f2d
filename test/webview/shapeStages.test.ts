import assert from 'node:assert/strict';
import { NETWORK_IDS } from '../../src/model/arch/buildNetwork';
import { summarize } from '../../src/model/arch/summarize';
import { traceStages } from '../../src/model/arch/trace';
import type { NetworkId } from '../../src/shared/network';
import {
  CHANNELS_PER_UNIT,
  drawShapes,
  scaleBar,
  type Point,
  type StageBox,
} from '../../src/webview/shapes/shapeDrawing';
import { blockStages, tracedStages, type ShapeStage } from '../../src/webview/shapes/shapeStages';

const input = { height: 299, width: 299 };
const traced = (network: NetworkId, size = input): readonly ShapeStage[] =>
  tracedStages(summarize(network, { input: size }), traceStages(network, { input: size }));
const blocks = (network: NetworkId): readonly ShapeStage[] => blockStages(summarize(network, { input }));
const shapes = (stages: readonly ShapeStage[]): readonly string[] =>
  stages.map(({ name, height, width, channels }) => `${name ?? '-'} ${height}x${width}x${channels}`);

describe('the stages of the shapes', () => {
  it('are those that the article prints, between input and head', () => {
    assert.deepEqual(shapes(traced('article')), [
      '- 299x299x3',
      'Conv1 150x150x32',
      'Conv2 150x150x64',
      'Block A_1 75x75x256',
      'Block A_2 38x38x512',
      'Block A_3 19x19x1456',
      'Block B 19x19x7280',
      'Block C 10x10x2048',
      '- 1x1x2048',
      '- 1x1x2048',
      '- 1x1x1000',
    ]);
  });

  for (const network of NETWORK_IDS) {
    it(`hold every layer of "${network}" once, with its cost`, () => {
      const { layers, totals } = summarize(network, { input });
      for (const stages of [traced(network), blocks(network)]) {
        assert.deepEqual(
          stages.flatMap((stage) => stage.layers).toSorted(),
          layers.map(({ name }) => name).toSorted(),
        );
        assert.equal(
          stages.reduce((sum, { params }) => sum + params, 0),
          totals.params,
        );
        assert.equal(
          stages.reduce((sum, { macs }) => sum + macs, 0),
          totals.macs,
        );
        for (const { layer, height, width, channels } of stages) {
          const size = layers.find(({ name }) => name === layer)!.outputShape.slice(1) as number[];
          assert.equal(
            height * width * channels,
            size.reduce((product, axis) => product * axis, 1),
            layer,
          );
        }
      }
    });
  }

  it('tell which branch has how many channels, and that the paper stays narrow where the article widens', () => {
    const middle = (network: NetworkId): readonly unknown[] =>
      blocks(network)
        .filter(({ flow }) => flow === 'middle')
        .map(({ merge, channels }) => [merge?.shortcut, merge?.main, channels]);
    assert.deepEqual(
      middle('paper'),
      Array.from({ length: 8 }, () => [728, 728, 728]),
    );
    const widening = Array.from({ length: 8 }, (_, i) => [728 * (i + 2), 728, 728 * (i + 3)]);
    assert.deepEqual(middle('article'), widening);
    assert.deepEqual(middle('pytorch'), widening);
  });

  it('count the merges that one stage stands for', () => {
    const merges = traced('article').map(({ merge }) => merge && [merge.times, merge.isLast]);
    assert.deepEqual(merges.filter(Boolean), [
      [1, true],
      [1, true],
      [1, true],
      [8, true],
      [1, false],
    ]);
  });

  it('keep height and width apart', () => {
    const size = { height: 150, width: 320 };
    assert.equal(shapes(traced('pytorch', size))[5], 'Block A_3 9x20x1456');
  });
});

describe('the drawing of the shapes', () => {
  const sizeOf = (points: readonly Point[]): readonly [number, number] => {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    return [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
  };
  const near = (a: number, b: number): void => {
    assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);
  };

  for (const network of NETWORK_IDS) {
    it(`is to scale for "${network}": height, width and channels`, () => {
      const { boxes, pixelsPerUnit } = drawShapes(blocks(network));
      for (const { stage, front, top } of boxes) {
        const [long, high] = sizeOf(front);
        const [, slant] = sizeOf(top);
        near(long, Math.max(1, stage.channels / CHANNELS_PER_UNIT));
        near(high, Math.max(1, stage.height / pixelsPerUnit));
        near(slant, (0.25 * stage.width) / pixelsPerUnit);
      }
    });
  }

  it('lets no box leave its slot, and no slot touch another', () => {
    for (const network of NETWORK_IDS) {
      const { boxes, width, height } = drawShapes(blocks(network));
      let end = 0;
      for (const { slot, front, side, top } of boxes) {
        assert.ok(slot.x >= end);
        end = slot.x + slot.width;
        for (const [x, y] of [...front, ...side, ...top]) {
          assert.ok(x >= slot.x && x <= end && y >= 0 && y <= height);
        }
      }
      assert.ok(end <= width);
    }
  });

  it('shows what came by the shortcut as a part of the front, only where branches are side by side', () => {
    const part = ({ stage, front, shortcut }: StageBox): void => {
      const { merge } = stage;
      if (merge?.kind === 'concat' && merge.isLast) {
        assert.ok(shortcut);
        near(sizeOf(shortcut)[0] / sizeOf(front)[0], merge.shortcut / stage.channels);
      } else assert.equal(shortcut, null);
    };
    const drawings = NETWORK_IDS.map((network) => drawShapes(blocks(network)).boxes);
    drawings.flat().forEach(part);
    assert.deepEqual(
      drawings.map((boxes) => boxes.filter(({ shortcut }) => shortcut).length),
      [0, 12, 12],
    );
  });

  it('draws a way past each block, and says where one stands for eight', () => {
    assert.equal(drawShapes(blocks('paper')).arcs.length, 12);
    const { arcs } = drawShapes(traced('paper'));
    assert.deepEqual(
      arcs.map(({ kind, times }) => [kind, times]),
      [1, 1, 1, 8, 1].map((times) => ['add', times]),
    );
    assert.ok(drawShapes(blocks('article')).arcs.every(({ path }) => !path.includes('NaN')));
  });

  it('has bars of round lengths for its scale', () => {
    assert.deepEqual(
      [scaleBar(40), scaleBar(299 / 150), scaleBar(1024 / 150), scaleBar(1 / 60)],
      [2000, 100, 200, 1],
    );
  });
});
