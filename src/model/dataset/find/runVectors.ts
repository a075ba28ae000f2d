import { XceptionError } from '../../../shared/xceptionError';
import { withoutFeatures } from '../run/readFeatures';
import { floatsFrom } from '../store/floats';
import { POOL } from '../store/resultTable';
import { DONE, runById } from '../store/runTable';
import type { Sqlite } from '../store/sqlite';
import type { VectorSource } from './vectorIndex';
import { breathe, normalise, vectorAt, type Vectors } from './vectors';

const TOGETHER = 256;

/** The features of a run's pictures, read from the store one by one. */
export class RunVectors implements VectorSource {
  readonly size: number;

  private constructor(
    private readonly sqlite: Sqlite,
    readonly run: number,
    /** Places in the run, and rows of the features, of the pictures that have some. */
    readonly places: readonly number[],
    private readonly rows: readonly number[],
  ) {
    this.size = this.vector(0).length;
  }

  /** @throws XceptionError `usage` for a run that is not there, or that has no features */
  static of(sqlite: Sqlite, run: number): RunVectors {
    const { model } = runById(sqlite, run);
    const found = sqlite.all(
      `SELECT p.place, f.id FROM run_picture p JOIN feature f ON f.hash = p.hash AND f.model = ? AND f.variant = ?
       WHERE p.run = ? AND p.status = ? ORDER BY p.place`,
      ...[model, POOL, run, DONE],
    );
    if (found.length === 0) throw withoutFeatures();
    const places = found.map((row) => Number(row['place']));
    return new RunVectors(
      sqlite,
      run,
      places,
      found.map((row) => Number(row['id'])),
    );
  }

  get count(): number {
    return this.places.length;
  }

  vector(index: number): Float32Array {
    const row = this.sqlite.get('SELECT value FROM feature WHERE id = ?', this.rows[index] ?? -1);
    if (row) return floatsFrom(row['value'] as Uint8Array);
    throw withoutFeatures();
  }

  /** @throws XceptionError `usage` for a picture that has none */
  ofPlace(place: number): Float32Array {
    const index = this.places.indexOf(place);
    if (index >= 0) return this.vector(index);
    throw new XceptionError('usage', 'This picture has no features. Run the folder again with features.');
  }

  /** Whether these are the same features of the same pictures. */
  isSame(other: RunVectors): boolean {
    const { run, rows, places } = this;
    if (run !== other.run || rows.length !== other.rows.length) return false;
    return rows.every((row, at) => row === other.rows[at] && places[at] === other.places[at]);
  }

  /** All of them together, at length 1. */
  async all(signal: AbortSignal): Promise<Vectors> {
    const { count, size } = this;
    const all: Vectors = { values: new Float32Array(count * size), size, count };
    for (let index = 0; index < count; index++) {
      if (index % TOGETHER === 0) await breathe(signal);
      const vector = vectorAt(all, index);
      vector.set(this.vector(index));
      normalise(vector);
    }
    return all;
  }
}
