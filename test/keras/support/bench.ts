import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { InferenceClient } from '../../../src/model/worker/inferenceClient';
import { projectRoot } from '../../support/paths';
import { LiveKeras } from './liveKeras';

/** The two sides that are compared, started once, and a folder for the files that pass between them. */
export interface Bench {
  readonly keras: LiveKeras;
  readonly inference: InferenceClient;
  /** Path of a file in the folder, which is also the inference process' cache. */
  readonly file: (name: string) => string;
}

/** Registers the hooks that start and end both sides; use it in the outermost suite. */
export function useBench(): () => Bench {
  let bench: Bench | undefined;
  let folder = '';
  before(async () => {
    const python = process.env['XCEPTION_KERAS'];
    if (!python) throw new Error('Run these checks by "npm run test:keras", which makes Keras ready.');
    folder = mkdtempSync(path.join(os.tmpdir(), 'xception-keras-'));
    bench = {
      keras: new LiveKeras(python),
      inference: new InferenceClient({
        entry: path.join(projectRoot, 'dist', 'worker.js'),
        idleMs: 0,
        env: { XCEPTION_CACHE: path.join(folder, 'cache') },
      }),
      file: (name) => path.join(folder, name),
    };
    const { keras, tensorflow } = await bench.keras.ask('versions', {});
    console.log(`    Keras ${keras} on TensorFlow ${tensorflow}`);
  });
  after(async () => {
    bench?.keras.end();
    await bench?.inference.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (!bench) throw new Error('Nothing was started.');
    return bench;
  };
}
