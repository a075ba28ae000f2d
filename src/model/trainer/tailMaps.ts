import { closeSync, openSync, readSync } from 'node:fs';
import { bytesOf } from '../export/writeBytes';
import { CutNetwork } from '../runtime/train/cutNetwork';
import type { TailLayers } from '../runtime/train/tailNetwork';
import { withTemporaryFile } from '../weights/temporaryFile';
import type { Backbone } from './backbone';
import type { FeatureJob, FeatureOptions } from './computeFeatures';
import { inBatches } from './inBatches';

/** Reads maps of some jobs, by their places: row after row. */
export type ReadMaps = (places: readonly number[]) => Float32Array;

/**
 * Computes the maps that a tail starts from, once for all epochs, and works with them. They take 0.4 MB a picture at 299×299, and
 * lie in a file that goes with the work. The backbone is spent.
 *
 * @throws XceptionError as computing features does
 */
export async function withTailMaps<T>(
  { record, facts, weights }: Backbone,
  { start, size }: TailLayers,
  jobs: readonly FeatureJob[],
  options: FeatureOptions,
  use: (read: ReadMaps) => Promise<T>,
): Promise<T> {
  const length = size.height * size.width * size.channels;
  return withTemporaryFile(
    async (target) => {
      const network = new CutNetwork(facts, record.input, weights, start);
      try {
        await inBatches(
          record,
          jobs,
          options,
          (images) => network.maps(images),
          async (from, rows, secondsLeft) => {
            for (const row of rows) await target.write(bytesOf(row));
            options.onProgress({ done: from + rows.length, total: jobs.length, cached: 0, secondsLeft });
          },
        );
      } finally {
        network.dispose();
      }
    },
    async (file) => {
      const source = openSync(file, 'r');
      try {
        return await use((places) => {
          const values = new Float32Array(places.length * length);
          places.forEach((place, row) => {
            readSync(source, values, row * length * 4, length * 4, place * length * 4);
          });
          return values;
        });
      } finally {
        closeSync(source);
      }
    },
  );
}
