import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { FindDesk } from '../../src/model/dataset/find/findDesk';
import { Nearest } from '../../src/model/dataset/find/nearest';
import { dot, normalise, vectorAt, type Vectors } from '../../src/model/dataset/find/vectors';
import { openSqlite } from '../../src/model/dataset/store/openSqlite';
import { keepFeature, keepResult, modelRow, POOL } from '../../src/model/dataset/store/resultTable';
import { putRun } from '../../src/model/dataset/store/runTable';
import type { Sqlite } from '../../src/model/dataset/store/sqlite';
import { Random } from '../../src/model/train/random';
import type { OpenRun } from '../../src/shared/datasetProtocol';

const SIZE = 2048;
const TOP = 10;
const context = { signal: new AbortController().signal, progress: (): void => undefined };

/** What the search of so many pictures' features takes; prints it as JSON. */
async function measure([
  matrix = '',
  folder = '',
  counts = '',
  rounds = '',
]: readonly string[]): Promise<void> {
  const real = realFeatures(matrix);
  const rows = [];
  for (const count of counts.split(',').map(Number)) {
    const file = path.join(folder, `${count}.sqlite`);
    const { sqlite } = openSqlite(file);
    const vectors = like(real, count);
    const run = fill(sqlite, vectors);
    rows.push({ pictures: count, ...(await searches(sqlite, run, vectors, Number(rounds))) });
    sqlite.close();
    rmSync(file);
  }
  process.stdout.write(JSON.stringify({ real: real.count, rows }));
}

async function searches(sqlite: Sqlite, run: number, vectors: Vectors, rounds: number) {
  const desk = new FindDesk(sqlite);
  const random = new Random(7);
  const search = (place: number) => desk.similar({ run, to: { place }, most: TOP }, context.signal);
  const start = performance.now();
  await search(0);
  const first = performance.now() - start;
  const times: number[] = [];
  const processor: number[] = [];
  let found = 0;
  for (let round = 0; round < rounds; round++) {
    const place = random.below(vectors.count);
    const [before, used] = [performance.now(), process.cpuUsage()];
    const answer = await search(place);
    const { user, system } = process.cpuUsage(used);
    times.push(performance.now() - before);
    processor.push((user + system) / 1000);
    const exact = new Nearest(TOP);
    for (let other = 0; other < vectors.count; other++) {
      exact.offer(other, dot(vectors.values, place * SIZE, vectors.values, other * SIZE, SIZE));
    }
    // By how alike they are: of equals, either may be the tenth.
    const bar = (exact.best().at(-1)?.score ?? 0) - 1e-6;
    found += answer.filter(({ similarity }) => similarity >= bar).length;
  }
  return { first, times, processor, recall: found / (rounds * TOP) };
}

/** A matrix of NumPy's format, as `xception features` writes it. */
function realFeatures(file: string): Vectors {
  const bytes = readFileSync(file);
  const start = 10 + bytes.readUInt16LE(8);
  const values = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length),
  );
  return { values, size: SIZE, count: values.length / SIZE };
}

/** Many vectors like a few real ones: mixtures of three of them, each number a little more or less. */
function like(real: Vectors, count: number): Vectors {
  const random = new Random(11);
  const vectors: Vectors = { values: new Float32Array(count * SIZE), size: SIZE, count };
  for (let index = 0; index < count; index++) {
    const vector = vectorAt(vectors, index);
    for (let part = 0; part < 3; part++) {
      const other = vectorAt(real, random.below(real.count));
      const weight = random.next();
      for (let i = 0; i < SIZE; i++) vector[i] = (vector[i] ?? 0) + weight * (other[i] ?? 0);
    }
    for (let i = 0; i < SIZE; i++) vector[i] = (vector[i] ?? 0) * random.between(0.3, 1.7);
    normalise(vector);
  }
  return vectors;
}

/** Puts them into a store, as pictures of one run. */
function fill(sqlite: Sqlite, vectors: Vectors): number {
  return sqlite.transaction(() => {
    const model = modelRow(sqlite, 'bench');
    const hashOf = (index: number): Uint8Array => Buffer.from(index.toString(16).padStart(64, '0'), 'hex');
    for (let index = 0; index < vectors.count; index++) {
      const hash = hashOf(index);
      keepResult(sqlite, { hash, model }, nothingSaid(index), undefined);
      keepFeature(sqlite, { hash, model }, POOL, vectorAt(vectors, index));
    }
    const pictures = Array.from({ length: vectors.count }, (_, index) => ({
      path: `/${index}.jpg`,
      relative: `${index}.jpg`,
      hash: hashOf(index),
      done: true,
    }));
    return putRun(sqlite, { key: 'bench', model, request: {} as OpenRun, notes: [] }, pictures);
  });
}

function nothingSaid(index: number): Parameters<typeof keepResult>[2] {
  return {
    file: `/${index}.jpg`,
    predictions: [],
    input: { width: 299, height: 299, resize: 'nearest', crop: 'stretch' },
    timings: { decode: 0, preprocess: 0, inference: 0 },
    picture: { width: 0, height: 0 },
    entropy: 0,
  };
}

void measure(process.argv.slice(2));
