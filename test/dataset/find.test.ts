import assert from 'node:assert/strict';
import { groupsOf, nearPairs } from '../../src/model/dataset/find/nearDuplicates';
import { Nearest } from '../../src/model/dataset/find/nearest';
import { planeMap } from '../../src/model/dataset/find/planeMap';
import { principalAxes } from '../../src/model/dataset/find/principalAxes';
import { VectorIndex, type VectorSource } from '../../src/model/dataset/find/vectorIndex';
import { dot, normalise, vectorAt, type Vectors } from '../../src/model/dataset/find/vectors';
import { Random } from '../../src/model/train/random';

const signal = new AbortController().signal;

/** Vectors like features: not negative, many zeros, around some centres, a few directions stronger than others. */
function featuresLike(count: number, size: number, centres = 8, seed = 5): Vectors {
  const random = new Random(seed);
  const middle = Array.from({ length: centres }, () =>
    Float32Array.from({ length: size }, (_, i) => Math.max(0, random.between(-1, 1)) / (1 + i / 8)),
  );
  const vectors: Vectors = { values: new Float32Array(count * size), size, count };
  for (let at = 0; at < count; at++) {
    const centre = middle[random.below(centres)];
    const vector = vectorAt(vectors, at);
    for (let i = 0; i < size; i++)
      vector[i] = Math.max(0, (centre?.[i] ?? 0) + random.between(-0.3, 0.3) / (1 + i / 8));
    normalise(vector);
  }
  return vectors;
}

function sourceOf(vectors: Vectors): VectorSource {
  return { count: vectors.count, size: vectors.size, vector: (index) => vectorAt(vectors, index).slice() };
}

function cosine(vectors: Vectors, a: number, b: number): number {
  return dot(vectors.values, a * vectors.size, vectors.values, b * vectors.size, vectors.size);
}

/** Found by comparing with all, in doubles. */
function nearestByHand(vectors: Vectors, query: number, most: number): readonly number[] {
  const all = Array.from({ length: vectors.count }, (_, index) => ({
    index,
    score: cosine(vectors, query, index),
  }));
  return all
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, most)
    .map(({ index }) => index);
}

describe('the best of many', () => {
  it('are kept, best first, whatever comes when', () => {
    const random = new Random(3);
    const scores = Array.from({ length: 500 }, () => random.below(100));
    for (const most of [1, 7, 500, 900]) {
      const nearest = new Nearest(most);
      scores.forEach((score, index) => {
        nearest.offer(index, score);
      });
      assert.deepEqual(
        nearest.best().map(({ score }) => score),
        scores.toSorted((a, b) => b - a).slice(0, most),
      );
      for (const { index, score } of nearest.best()) assert.equal(scores[index], score);
    }
    const none = new Nearest(3);
    none.offer(0, Number.NaN);
    assert.deepEqual(none.best(), []);
  });
});

describe('principal axes', () => {
  it('are orthonormal, and hold what the vectors have, most of it first', async () => {
    const vectors = featuresLike(300, 64);
    const axes = await principalAxes(vectors, 20, signal);
    assert.equal(axes.count, 20);
    for (let a = 0; a < axes.count; a++) {
      for (let b = 0; b <= a; b++) {
        assert.ok(Math.abs(cosine(axes, a, b) - (a === b ? 1 : 0)) < 1e-5, `axes ${a} and ${b}`);
      }
    }
    const held = (count: number): number => {
      let sum = 0;
      for (let at = 0; at < vectors.count; at++) {
        for (let axis = 0; axis < count; axis++) {
          sum += dot(vectors.values, at * 64, axes.values, axis * 64, 64) ** 2;
        }
      }
      return sum / vectors.count;
    };
    assert.ok(held(1) > 0.5 && held(20) > held(5) && held(5) > held(1));
    assert.ok(held(20) > 0.95 && held(20) <= 1 + 1e-5, `${held(20)}`);
  });

  it('are as many as there are dimensions', async () => {
    const plane: Vectors = { values: Float32Array.of(3, 4, 0, 6, 8, 0, 0, 1, 0, 1, 0, 0), size: 3, count: 4 };
    assert.equal((await principalAxes(plane, 10, signal)).count, 2);
    const zeros: Vectors = { values: new Float32Array(12), size: 3, count: 4 };
    assert.equal((await principalAxes(zeros, 2, signal)).count, 0);
  });
});

describe('an index of vectors', () => {
  it('compares few with all', async () => {
    const vectors = featuresLike(400, 96);
    const index = await VectorIndex.build(sourceOf(vectors), { signal });
    assert.equal(index.isExact, true);
    for (const query of [0, 17, 399]) {
      const found = index.nearest(vectorAt(vectors, query), 12);
      assert.deepEqual(
        found.map((scored) => scored.index),
        nearestByHand(vectors, query, 12),
      );
      assert.ok(Math.abs((found[0]?.score ?? 0) - 1) < 1e-5);
    }
    const long = index.nearest(
      vectorAt(vectors, 3).map((value) => 7 * value),
      1,
    );
    assert.ok(Math.abs((long[0]?.score ?? 0) - 1) < 1e-5, 'whatever their length');
    assert.equal(index.nearest(vectorAt(vectors, 0), 900).length, 400);
  });

  it('finds of many the same, in full precision, through the axes in which they differ', async () => {
    const vectors = featuresLike(3000, 192, 40);
    const index = await VectorIndex.build(sourceOf(vectors), { signal, held: 500 });
    assert.equal(index.isExact, false);
    let hits = 0;
    for (let query = 0; query < 3000; query += 50) {
      const found = index.nearest(vectorAt(vectors, query), 10);
      const expected = new Set(nearestByHand(vectors, query, 10));
      hits += found.filter((scored) => expected.has(scored.index)).length;
      for (const { index: other, score } of found) {
        assert.ok(Math.abs(score - cosine(vectors, query, other)) < 1e-5);
      }
    }
    assert.ok(hits >= 0.99 * 600, `${hits} of 600`);
  });

  it('can be cancelled while it is built', async () => {
    const vectors = featuresLike(2000, 32);
    await assert.rejects(VectorIndex.build(sourceOf(vectors), { signal: AbortSignal.abort() }));
  });
});

describe('near-duplicates', () => {
  it('are all pairs above the threshold, and no others', async () => {
    const vectors = featuresLike(500, 64, 60);
    const expected: (readonly [number, number])[] = [];
    for (let a = 0; a < 500; a++) {
      for (let b = a + 1; b < 500; b++) if (cosine(vectors, a, b) >= 0.97) expected.push([a, b]);
    }
    assert.ok(expected.length > 10 && expected.length < 5000, `${expected.length} pairs`);
    const told: number[] = [];
    const found = await nearPairs(vectors, 0.97, { signal, onProgress: ({ done }) => told.push(done) });
    assert.deepEqual(found, expected);
    assert.equal(told.at(-1), 500);
    assert.deepEqual(
      await nearPairs({ ...vectors, count: 0, values: new Float32Array(0) }, 0.9, { signal }),
      [],
    );
  });

  it('make groups of what they join', () => {
    assert.deepEqual(
      groupsOf(9, [
        [2, 5],
        [5, 7],
        [1, 3],
        [0, 7],
      ]),
      [
        [0, 2, 5, 7],
        [1, 3],
      ],
    );
    assert.deepEqual(groupsOf(3, []), []);
  });
});

describe('a map', function () {
  this.timeout(120_000);
  const options = { seed: 4, neighbours: 10, signal };

  it('puts like beside like, inside its bounds', async () => {
    const vectors = featuresLike(200, 64, 4);
    const told: number[] = [];
    const points = await planeMap(vectors, {
      ...options,
      onProgress: ({ done, total }) => told.push(done / total),
    });
    assert.equal(points.length, 400);
    assert.ok(points.every((value) => Math.abs(value) <= 1 + 1e-6));
    assert.equal(told.at(-1), 1);
    const distance = (a: number, b: number): number =>
      Math.hypot(
        (points[2 * a] ?? 0) - (points[2 * b] ?? 0),
        (points[2 * a + 1] ?? 0) - (points[2 * b + 1] ?? 0),
      );
    // Of each vector's ten nearest, most are among its twenty nearest on the map.
    let kept = 0;
    for (let at = 0; at < 200; at++) {
      const onMap = Array.from({ length: 200 }, (_, other) => other)
        .filter((other) => other !== at)
        .sort((a, b) => distance(at, a) - distance(at, b))
        .slice(0, 20);
      kept += nearestByHand(vectors, at, 11).filter((other) => onMap.includes(other)).length;
    }
    assert.ok(kept > 0.6 * 2000, `${kept} of 2000 neighbours`);
  });

  it('is the same for the same seed, and another for another', async () => {
    const vectors = featuresLike(60, 32);
    const first = await planeMap(vectors, options);
    assert.deepEqual(await planeMap(vectors, options), first);
    assert.notDeepEqual(await planeMap(vectors, { ...options, seed: 5 }), first);
  });

  it('has a place for few, for the same and for none', async () => {
    for (const count of [0, 1, 2, 3, 5]) {
      const points = await planeMap(featuresLike(count, 16), options);
      assert.equal(points.length, 2 * count);
      assert.ok(
        points.every((value) => Number.isFinite(value) && Math.abs(value) <= 1 + 1e-6),
        `${count}`,
      );
    }
    const same: Vectors = { values: new Float32Array(20 * 8).fill(Math.sqrt(1 / 8)), size: 8, count: 20 };
    assert.ok((await planeMap(same, options)).every(Number.isFinite));
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    const map = planeMap(featuresLike(300, 32), {
      ...options,
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done > 320) controller.abort();
      },
    });
    await assert.rejects(map);
  });
});
