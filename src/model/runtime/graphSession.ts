import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeSavedModel, type SavedGraph } from '../protobuf/graphDef';
import { nativeBinding } from './nativeBinding';

/** Numbers with their shape, in C order. */
export interface Values {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * A graph that TensorFlow has loaded, with some of its inputs bound for good. These are the native calls that
 * `tf.node.loadSavedModel` and its `predict` make, without the JavaScript API around them.
 */
export class GraphSession {
  private readonly binding = nativeBinding();
  private readonly savedModel: number;
  /** What is fed in every run, uploaded once, and the inputs it belongs to as TensorFlow takes them. */
  private readonly uploads: readonly number[];
  private readonly boundPorts: string;

  /**
   * @param bound - inputs that stay the same in every run. TensorFlow uses these very buffers where their address suits it
   * (a multiple of 64), so they must not be written to any more; others it copies
   */
  constructor(graph: SavedGraph, bound: Iterable<readonly [string, Values]>) {
    this.savedModel = load(graph);
    const inputs = [...bound];
    this.uploads = inputs.map(([, values]) => this.upload(values));
    this.boundPorts = inputs.map(([name]) => `${port(name)},`).join('');
  }

  /**
   * Runs the graph, on this thread, until all of `outputs` are there.
   *
   * @throws Error what TensorFlow says of an input that does not fit
   */
  run(input: string, values: Values, outputs: readonly string[]): readonly Values[] {
    const { binding } = this;
    const fed = this.upload(values);
    try {
      const results = binding.runSavedModel(
        this.savedModel,
        [...this.uploads, fed],
        `${this.boundPorts}${port(input)}`,
        outputs.map(port).join(','),
      );
      return results.map(({ id, shape }) => {
        try {
          return { shape, values: binding.tensorDataSync(id) as Float32Array };
        } finally {
          binding.deleteTensor(id);
        }
      });
    } finally {
      binding.deleteTensor(fed);
    }
  }

  dispose(): void {
    for (const id of this.uploads) this.binding.deleteTensor(id);
    this.binding.deleteSavedModel(this.savedModel);
  }

  private upload({ shape, values }: Values): number {
    return this.binding.createTensor([...shape], this.binding.TF_FLOAT, values);
  }
}

/** The first output of a node, as TensorFlow writes it. */
function port(node: string): string {
  return `${node}:0`;
}

/** TensorFlow loads graphs from folders only; it keeps nothing of it once it is loaded. */
function load(graph: SavedGraph): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'xception-graph-'));
  try {
    writeFileSync(path.join(folder, 'saved_model.pb'), encodeSavedModel(graph));
    return nativeBinding().loadSavedModel(folder, 'serve');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
