import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Handlers } from '../../shared/rpc';
import type { Preview, PreviewRequest, WorkerMethods, WorkerStatus } from '../../shared/workerProtocol';
import { decodeImage } from '../image/decodeImage';
import { encodePixels, encodePreview } from '../image/encodePreview';
import { prepareImage } from '../image/prepareImage';
import { InsideModel } from '../runtime/insideModel';
import { nativeBinding } from '../runtime/nativeBinding';
import { backendInfo } from '../runtime/nativeTensorflow';
import { RunnableModel } from '../runtime/runnableModel';
import { verifyNetwork, type NetworkReference } from '../runtime/verifyNetwork';
import { benchModel } from './benchModel';
import { classifyFiles } from './classifyFiles';
import { insideService } from './inside/insideService';
import type { OpenModel } from './inside/layerWeights';
import { ModelPool } from './modelPool';
import { prepareHere, type PreparePicture } from './pictures/prepareHere';
import { Turnstile } from './turnstile';

export interface ServiceOptions {
  readonly open: OpenModel;
  /** Who decodes the pictures that are classified; by default this thread does. */
  readonly prepare?: PreparePicture;
  /** Folder of the outputs that real Keras and PyTorch computed. */
  readonly referenceFolder: string;
}

/** What the inference process answers, as handlers for its endpoint. */
export function inferenceService(options: ServiceOptions): Handlers<WorkerMethods> {
  const turnstile = new Turnstile();
  const { prepare = prepareHere() } = options;
  // A load is shared by all who ask for the model, so none of them may cancel it for the others.
  const pool = new ModelPool(async (request) => RunnableModel.load(await options.open(request)));
  const inside = new ModelPool(async (request) => InsideModel.load(await options.open(request)));

  return {
    ...insideService({ open: options.open, runnable: pool, inside, turnstile }),
    status: () => status(pool),
    load: ({ features, ...request }) =>
      pool.use(request, (model) => {
        if (!features) model.requireClasses();
        return model.record;
      }),
    classify: ({ model: request, files, preprocessing = {}, ...wanted }, { signal, progress }) => {
      const start = performance.now();
      return pool.use(request, async (model) => {
        const counts = await classifyFiles(model, files, {
          ...wanted,
          preprocessing,
          prepare,
          turnstile,
          signal,
          emit: progress,
        });
        return {
          model: model.record,
          backend: backendInfo(),
          ...counts,
          milliseconds: performance.now() - start,
        };
      });
    },
    preview,
    bench: async (request, { signal, progress }) =>
      benchModel(await options.open(request.model), request, { turnstile, signal, progress }),
    verify: ({ network }, { progress }) =>
      turnstile.pass(Number.POSITIVE_INFINITY, () =>
        verifyNetwork(network, readReference(options.referenceFolder, network), progress),
      ),
  };
}

function status(pool: ModelPool<RunnableModel>): WorkerStatus {
  return {
    backend: backendInfo(),
    pid: process.pid,
    tensors: nativeBinding().getNumOfTensors(),
    residentBytes: process.memoryUsage.rss(),
    loaded: pool.current,
  };
}

async function preview({ file, maxSide, seenBy }: PreviewRequest): Promise<Preview> {
  const picture = await encodePreview(file, { maxSide });
  if (!seenBy) return { picture };
  const decoded = await decodeImage(file);
  const { pixels, width, height } = prepareImage(decoded.picture, seenBy.input, seenBy.preprocessing);
  const bytes = await encodePixels(pixels, width, height);
  return { picture, seen: { bytes, mime: 'image/png', width, height } };
}

function readReference(folder: string, network: string): NetworkReference {
  return JSON.parse(readFileSync(path.join(folder, `${network}.json`), 'utf8')) as NetworkReference;
}
