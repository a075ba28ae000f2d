import assert from 'node:assert/strict';
import { pointsWithin } from '../../src/webview/map/lasso';
import { groupsByRight, groupsByValue, HUES, PLAIN } from '../../src/webview/map/mapGroups';
import { viewAfter } from '../../src/webview/map/mapKeys';
import { fitView, panned, toPlane, toScreen, zoomed, type Point } from '../../src/webview/map/mapView';
import { PointGrid } from '../../src/webview/map/pointGrid';

const SIZE = { width: 600, height: 400 };

function close([ax, ay]: Point, [bx, by]: Point): void {
  assert.ok(Math.hypot(ax - bx, ay - by) < 1e-9, `${ax}, ${ay} is not ${bx}, ${by}`);
}

/** The same points in every run. */
function somePoints(count: number): Float32Array {
  return Float32Array.from({ length: 2 * count }, (_, index) => Math.sin(index * index * 12.9898 + index));
}

describe('what is seen of a map', () => {
  it('is all of it at first, the right way up', () => {
    const view = fitView(SIZE);
    for (const corner of [
      [-1, -1],
      [1, 1],
    ] as const) {
      const [x, y] = toScreen(view, SIZE, corner);
      assert.ok(x >= 0 && x <= SIZE.width && y >= 0 && y <= SIZE.height);
    }
    assert.ok(toScreen(view, SIZE, [0, 1])[1] < toScreen(view, SIZE, [0, -1])[1]);
  });

  it('goes from the plane to the screen and back', () => {
    const view = { x: 0.3, y: -0.2, scale: 321 };
    close(toPlane(view, SIZE, toScreen(view, SIZE, [0.5, 0.25])), [0.5, 0.25]);
  });

  it('follows the pointer when it is dragged, and never leaves the map', () => {
    const view = fitView(SIZE);
    const [x, y] = toScreen(view, SIZE, [0.1, 0.2]);
    close(toScreen(panned(view, 30, -20), SIZE, [0.1, 0.2]), [x + 30, y - 20]);
    assert.equal(panned(view, 1e6, 0).x, -1);
  });

  it('is zoomed about the pointer, within limits', () => {
    const view = fitView(SIZE);
    const at: Point = [100, 50];
    const nearer = zoomed(view, SIZE, 2, at);
    close(toPlane(nearer, SIZE, at), toPlane(view, SIZE, at));
    assert.equal(nearer.scale, 2 * view.scale);
    assert.equal(zoomed(view, SIZE, 1e9, at).scale, 200 * view.scale);
    assert.equal(zoomed(view, SIZE, 1e-9, at).scale, view.scale / 2);
  });

  it('is moved and zoomed by keys', () => {
    const view = { x: 0.2, y: 0.1, scale: 500 };
    assert.ok((viewAfter(view, SIZE, 'ArrowRight')?.x ?? 0) > view.x);
    assert.ok((viewAfter(view, SIZE, 'ArrowUp')?.y ?? 0) > view.y);
    assert.ok((viewAfter(view, SIZE, '+')?.scale ?? 0) > view.scale);
    assert.deepEqual(viewAfter(view, SIZE, '0'), fitView(SIZE));
    assert.equal(viewAfter(view, SIZE, 'a'), undefined);
  });
});

describe('points of a map', () => {
  it('are within a loop, though it is not convex', () => {
    const points = Float32Array.from([0, 0, 0.5, 0.5, -0.5, 0.5, 0.9, 0]);
    const loop: readonly Point[] = [
      [-1, -0.2],
      [1, -0.2],
      [1, 1],
      [0.1, 0.1],
      [-1, 1],
    ];
    assert.deepEqual(pointsWithin(points, loop), [0, 1, 2, 3]);
    assert.deepEqual(
      pointsWithin(points, [
        [0, 0.1],
        [1, 0.1],
        [1, 1],
        [0, 1],
      ]),
      [1],
    );
    assert.deepEqual(pointsWithin(points, []), []);
  });

  it('are found by a grid as by looking at all of them', () => {
    const points = somePoints(500);
    const grid = new PointGrid(points);
    const places = somePoints(200);
    let found = 0;
    for (let place = 0; place < 200; place++) {
      const at: Point = [places[2 * place + 1] ?? 0, places[2 * place] ?? 0];
      const distances = Array.from({ length: 500 }, (_, index) =>
        Math.hypot((points[2 * index] ?? 0) - at[0], (points[2 * index + 1] ?? 0) - at[1]),
      );
      const least = Math.min(...distances);
      const nearest = grid.nearest(at, 0.05);
      assert.equal(nearest, least <= 0.05 ? distances.lastIndexOf(least) : undefined);
      if (nearest !== undefined) found++;
    }
    assert.ok(found > 20 && found < 200, `${found} were near a point`);
  });
});

describe('colours of a map', () => {
  const titles = { other: 'others', none: 'none' };

  it('are those of the most frequent values; the rest is together', () => {
    const values = Array.from({ length: 20 }, (_, kind) =>
      Array<string>(20 - kind).fill(`class ${kind}`),
    ).flat();
    const { groups, of } = groupsByValue([...values, undefined], titles);
    assert.deepEqual(
      groups.map(({ title, count }) => [title, count]),
      [...Array.from({ length: 11 }, (_, kind) => [`class ${kind}`, 20 - kind]), ['others', 45], ['none', 1]],
    );
    assert.equal(of.length, values.length + 1);
    assert.equal(groups[of[values.indexOf('class 15')] ?? 0]?.title, 'others');
    // No two look the same.
    assert.equal(new Set(groups.map(({ colour, shape }) => `${colour} ${shape}`)).size, groups.length);
  });

  it('tell right from wrong by shape too', () => {
    const { groups, of } = groupsByRight([true, false, true], { right: 'yes', wrong: 'no', none: '' });
    assert.deepEqual(
      groups.map(({ title, count, shape }) => [title, count, shape]),
      [
        ['yes', 2, 'disc'],
        ['no', 1, 'diamond'],
      ],
    );
    assert.deepEqual([...of], [0, 1, 0]);
  });

  it('have a contrast of 3 to the grounds of dark, light and high-contrast themes', () => {
    for (const colour of [...HUES, PLAIN]) {
      for (const ground of ['#000000', '#1f1f1f', '#ffffff']) {
        const contrast = contrastOf(colour, ground);
        assert.ok(contrast >= 3, `${colour} on ${ground}: ${contrast.toFixed(2)}`);
      }
    }
  });
});

/** As WCAG 2 has it. */
function contrastOf(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((m, n) => m - n);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
