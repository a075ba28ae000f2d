import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatasetClient } from '../../../src/model/dataset/datasetClient';
import { modelRecord } from '../../../src/model/weights/modelRecord';
import { untrainedModel } from '../../../src/model/weights/catalogue';
import { untrainedModelOf } from '../../../src/model/weights/openUntrained';
import type { ModelRequest } from '../../../src/shared/classification';
import type { OpenRun, RecordedPicture, RunWishes } from '../../../src/shared/datasetProtocol';
import { projectRoot } from '../../support/paths';

/** A folder with pictures, and a store beside it. */
export interface DatasetFolder {
  readonly pictures: string;
  readonly store: string;
  /** Writes a file in the folder of pictures. */
  put(name: string, content: string | Uint8Array): string;
  /** A dataset process on the store, which is ended with the folder. */
  open(): DatasetClient;
  dispose(): Promise<void>;
}

export function datasetFolder(): DatasetFolder {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'xception-dataset-')));
  const pictures = path.join(folder, 'pictures');
  const store = path.join(folder, 'store', 'dataset.sqlite');
  mkdirSync(pictures);
  const clients: DatasetClient[] = [];
  return {
    pictures,
    store,
    put(name, content) {
      const file = path.join(pictures, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    open() {
      const client = new DatasetClient({ entry: path.join(projectRoot, 'dist', 'dataset.js'), store });
      clients.push(client);
      return client;
    },
    async dispose() {
      await Promise.all(clients.map((client) => client.dispose()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The paper's network at its smallest input, with weights by formula. */
export const smallModel: ModelRequest = { ...untrainedModel('paper'), input: { height: 71, width: 71 } };

/** A run over a folder as the host opens it. */
export async function runOf(
  folder: string,
  wishes: RunWishes,
  more: Partial<OpenRun> = {},
): Promise<OpenRun> {
  const { facts } = untrainedModelOf(smallModel);
  const record = await modelRecord(facts, smallModel);
  return { scan: { roots: [folder] }, model: smallModel, record, wishes, ...more };
}

/** An answer in the form that the inference process gives, told apart by its number. */
export function answer(place: number, file: string, wishes: RunWishes = {}): RecordedPicture {
  const probability = 0.5 + place / 10_000;
  return {
    place,
    result: {
      file,
      predictions: Array.from({ length: wishes.topK ?? 10 }, (_, index) => ({
        index,
        label: `class ${index}`,
        probability: index === 0 ? probability : (1 - probability) / 999,
        logit: 10 - index,
      })),
      input: { width: 71, height: 71, resize: 'nearest', crop: 'stretch' },
      timings: { decode: 1, preprocess: 2, inference: 3 },
      picture: { width: 4, height: 5 },
      entropy: 1,
    },
    ...(wishes.probabilities && { probabilities: new Float32Array(1000).fill(probability) }),
    ...(wishes.features && { features: new Float32Array(2048).fill(place) }),
  };
}
