import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../support/paths';

/** A picture as the network gets it: a file, and Pillow's name of the filter that resizes it. */
export interface GivenPicture {
  readonly picture: string;
  readonly resize: 'nearest' | 'bilinear' | 'bicubic' | 'box' | 'hamming' | 'lanczos';
}

/** A model that test/keras/python/models.py builds. */
export interface BuiltModel {
  readonly name: string;
  /** `[height, width, 3]` */
  readonly shape: readonly [number, number, 3];
  readonly classes: number;
  /** Of the random weights. */
  readonly seed: number;
  readonly by?: 'keras' | 'tf_keras';
  readonly dtype?: 'float32' | 'float16';
}

export interface HeldModel {
  readonly params: number;
  readonly output: readonly number[];
}

export interface ClassMaps {
  readonly classIndex: number;
  readonly score: number;
  readonly shape: readonly [number, number];
  readonly gradcam: readonly number[];
  readonly 'gradcam++': readonly number[];
}

export interface KerasTable {
  readonly params: number;
  readonly trainable: number;
  readonly nonTrainable: number;
  readonly layers: readonly {
    readonly name: string;
    readonly type: string;
    readonly params: number;
    readonly outputShape: readonly (number | null)[];
  }[];
}

/** What test/keras/python/serve.py answers. It holds one model at a time, which most methods are about. */
interface Methods {
  versions: { params: object; result: { readonly keras: string; readonly tensorflow: string } };
  build: { params: BuiltModel; result: HeldModel };
  load: { params: { readonly file: string; readonly takesPixels?: boolean }; result: HeldModel };
  load_weights: {
    params: Pick<BuiltModel, 'name' | 'shape' | 'classes'> & { readonly file: string };
    result: HeldModel;
  };
  save: {
    params: { readonly file: string; readonly how: 'whole' | 'weights' | 'old weights' | 'export' };
    result: null;
  };
  predict: { params: GivenPicture; result: readonly number[] };
  saved_model: {
    params: GivenPicture & {
      readonly file: string;
      readonly height: number;
      readonly width: number;
      readonly takesPixels: boolean;
      readonly through: 'tf.saved_model.load' | 'TFSMLayer';
    };
    result: readonly number[];
  };
  class_maps: {
    params: GivenPicture & { readonly layer: string; readonly classIndex: number | null };
    result: ClassMaps;
  };
  table: { params: object; result: KerasTable };
  /** Runs lines of Python that make a model; `input` and `output` are its first and last variable. */
  code: {
    params: { readonly lines: readonly string[]; readonly input: string; readonly output: string };
    result: HeldModel;
  };
}

/** Real Keras on TensorFlow in a Python process of its own, one for all checks. */
export class LiveKeras {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly answers: AsyncIterator<string, undefined>;
  private log = '';

  /** @param python - of the environment that scripts/setup/keras made */
  constructor(python: string) {
    const server = path.join(projectRoot, 'test', 'keras', 'python', 'serve.py');
    this.child = spawn(python, ['-E', '-s', '-B', server], { env: process.env });
    this.child.stderr
      .setEncoding('utf8')
      .on('data', (text: string) => (this.log = (this.log + text).slice(-4000)));
    this.answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]() as AsyncIterator<
      string,
      undefined
    >;
  }

  /** One request at a time. */
  async ask<M extends keyof Methods>(method: M, params: Methods[M]['params']): Promise<Methods[M]['result']> {
    this.child.stdin.write(`${JSON.stringify({ method, params })}\n`);
    const line = await this.answers.next();
    if (line.done) throw new Error(`Python ended before it answered "${method}":\n${this.log}`);
    const answer = JSON.parse(line.value) as { result: Methods[M]['result'] } | { error: string };
    if ('error' in answer) throw new Error(`Keras failed at "${method}":\n${answer.error}`);
    return answer.result;
  }

  end(): void {
    this.child.stdin.end();
  }
}
