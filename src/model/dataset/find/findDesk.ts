import {
  SAME_PICTURE,
  type DuplicateGroup,
  type DuplicatesQuery,
  type FindProgress,
  type MapQuery,
  type NamedPicture,
  type PictureMap,
  type SimilarPicture,
  type SimilarQuery,
} from '../../../shared/datasetProtocol';
import { XceptionError } from '../../../shared/xceptionError';
import { pictureOf } from '../run/readPictures';
import type { Sqlite } from '../store/sqlite';
import { RunVectors } from './runVectors';
import { groupsOf, nearPairs } from './nearDuplicates';
import { planeMap } from './planeMap';
import { dot, type Vectors } from './vectors';
import { VectorIndex } from './vectorIndex';

/** What a search gets beside its query. */
export interface FindContext {
  readonly signal: AbortSignal;
  readonly progress: (progress: FindProgress) => void;
}

const DEFAULT_MOST = 20;
/** Pictures whose features are held together for searches among all pairs: 400 MB. */
const MOST_PAIRED = 50_000;
const DEFAULT_NEIGHBOURS = 15;

/** Finds pictures of a run by their features. The index of the run that was searched last is kept. */
export class FindDesk {
  private last:
    { readonly version: unknown; readonly vectors: RunVectors; readonly index: VectorIndex } | undefined;

  private doubted = false;

  constructor(private readonly sqlite: Sqlite) {}

  /** To be called when this process has changed a run; what others do to the file is seen. */
  doubt(): void {
    this.doubted = true;
  }

  /** @throws XceptionError `usage` for a run or a picture without features */
  async similar(
    { run, to, most = DEFAULT_MOST }: SimilarQuery,
    signal: AbortSignal,
  ): Promise<readonly SimilarPicture[]> {
    const { vectors, index } = await this.indexOf(run, signal);
    const query =
      'features' in to
        ? to.features
        : vectors.ofPlace('place' in to ? to.place : placeOf(this.sqlite, run, to.path));
    if (query.length !== vectors.size) {
      throw new XceptionError(
        'usage',
        `Features of ${query.length} numbers cannot be compared with those of this run, which have ${vectors.size}.`,
      );
    }
    return index.nearest(query, most).map(({ index: at, score }) => ({
      ...this.named(vectors, at),
      similarity: Math.min(1, score),
    }));
  }

  /** @throws XceptionError `usage` for a run without features, or with more than can be held; `cancelled` */
  async duplicates(
    { run, threshold = SAME_PICTURE }: DuplicatesQuery,
    { signal, progress }: FindContext,
  ): Promise<readonly DuplicateGroup[]> {
    const { vectors, all } = await this.allOf(run, signal);
    const pairs = await nearPairs(all, threshold, { signal, onProgress: progress });
    return groupsOf(all.count, pairs).map((group) => {
      const [first = 0] = group;
      const original = this.named(vectors, first);
      return {
        pictures: group.map((at) => {
          const picture = at === first ? original : this.named(vectors, at);
          const cosine = dot(all.values, first * all.size, all.values, at * all.size, all.size);
          return { ...picture, similarity: Math.min(1, cosine), identical: picture.hash === original.hash };
        }),
      };
    });
  }

  /** @throws XceptionError `usage` for a run without features, or with more than can be held; `cancelled` */
  async map(
    { run, seed = 1, neighbours = DEFAULT_NEIGHBOURS }: MapQuery,
    { signal, progress }: FindContext,
  ): Promise<PictureMap> {
    const { vectors, all } = await this.allOf(run, signal);
    const points = await planeMap(all, { seed, neighbours, signal, onProgress: progress });
    return { pictures: vectors.places.map((_, at) => this.named(vectors, at)), points };
  }

  private named(vectors: RunVectors, at: number): NamedPicture {
    const row = this.sqlite.get(
      'SELECT * FROM run_picture WHERE run = ? AND place = ?',
      vectors.run,
      vectors.places[at] ?? 0,
    );
    if (row) return pictureOf(row);
    throw new XceptionError('usage', 'The run was opened anew while it was searched. Search again.');
  }

  private async indexOf(
    run: number,
    signal: AbortSignal,
  ): Promise<{ readonly vectors: RunVectors; readonly index: VectorIndex }> {
    const version = this.sqlite.get('PRAGMA data_version')?.['data_version'];
    const { last } = this;
    if (last?.vectors.run === run && last.version === version && !this.doubted) return last;
    const vectors = RunVectors.of(this.sqlite, run);
    this.doubted = false;
    // A run that was opened again may well be what it was.
    if (last?.vectors.isSame(vectors)) {
      this.last = { ...last, version };
      return last;
    }
    // Lets go of the old one before there is another.
    this.last = undefined;
    const found = { version, vectors, index: await VectorIndex.build(vectors, { signal }) };
    this.last = found;
    return found;
  }

  private async allOf(
    run: number,
    signal: AbortSignal,
  ): Promise<{ readonly vectors: RunVectors; readonly all: Vectors }> {
    const vectors = RunVectors.of(this.sqlite, run);
    if (vectors.count > MOST_PAIRED) {
      throw new XceptionError(
        'usage',
        `All pairs of ${vectors.count} pictures are too many to compare: ${MOST_PAIRED} is the most. Choose a smaller folder.`,
      );
    }
    return { vectors, all: await vectors.all(signal) };
  }
}

/** @throws XceptionError `usage` for a picture that is not in the run */
function placeOf(sqlite: Sqlite, run: number, path: string): number {
  const row = sqlite.get('SELECT place FROM run_picture WHERE run = ? AND path = ?', run, path);
  if (row) return Number(row['place']);
  throw new XceptionError('usage', `"${path}" is no picture of this run.`);
}
