import path from 'node:path';
import { XceptionError } from '../../shared/xceptionError';
import { buildNetwork, networks } from '../arch/buildNetwork';
import type { HeadOp } from '../arch/layerOp';
import type { HeadLayer } from '../arch/networkGraph';
import { DEFAULT_INPUT, sizeNetwork, type InputSize } from '../arch/sizeNetwork';
import { shapeText, type StoredLayer } from './bindWeights';
import type { KerasNetwork } from './keras/findBackbone';

export interface InferredHead {
  readonly head: readonly (HeadLayer & { readonly name: string })[];
  readonly layers: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

interface DenseLayer {
  readonly id: string;
  readonly inputs: number;
  readonly units: number;
  readonly bias: boolean;
}

const FEATURES = 2048;

/**
 * The head that a file's remaining weights can only mean: dense layers one after another, after pooling. Activations
 * leave no trace in weights, so the published head's are assumed, and said.
 *
 * @param rest - the layers that are not the backbone's
 * @throws XceptionError `model-unsupported` when the weights allow more than one reading
 */
export function inferHead(
  network: KerasNetwork,
  rest: readonly StoredLayer[],
  input: InputSize | undefined,
  file: string,
): InferredHead {
  if (rest.length === 0) return { head: [], layers: new Map(), warnings: [] };
  const dense = rest.map((layer) => readDense(layer, file));
  const [first] = dense;
  const positions = (first?.inputs ?? 0) / FEATURES;
  dense.slice(1).forEach((layer, index) => {
    if (layer.inputs !== dense[index]?.units)
      throw unknowable(file, `${layer.id} does not follow ${dense[index]?.id}`);
  });
  const entry = positions === 1 ? AVERAGE : flattenOf(network, positions, input);
  if (!entry)
    throw unknowable(
      file,
      `${first?.id} takes ${first?.inputs} values, which no input size that is known here gives`,
    );
  const last = dense.length - 1;
  const ops: HeadOp[] = [
    entry,
    ...dense.map(({ units, bias }, index): HeadOp => {
      const activation = index < last ? 'relu' : units === 1 ? 'sigmoid' : 'softmax';
      return { kind: 'dense', units, bias, activation };
    }),
  ];
  return named(network, ops, dense);
}

const AVERAGE: HeadOp = { kind: 'pool', mode: 'average' };

function named(network: KerasNetwork, ops: readonly HeadOp[], dense: readonly DenseLayer[]): InferredHead {
  const published = networks[network].head(dense.at(-1)?.units ?? 0);
  const withoutDropout = published.filter(({ kind }) => kind !== 'dropout');
  const asPublished = JSON.stringify(withoutDropout) === JSON.stringify(ops);
  // The network's own names, where its head is the published one.
  const graph = buildNetwork(network, { head: (asPublished ? published : ops).map((op) => ({ op })) });
  const head = graph.nodes
    .filter(({ block }) => block === 'head')
    .map(({ name, op }) => ({ name, op: op as HeadOp }));
  const names = head.filter(({ op }) => op.kind === 'dense').map(({ name }) => name);
  return {
    head,
    layers: new Map(names.map((name, index) => [name, dense[index]?.id ?? ''])),
    warnings: asPublished
      ? []
      : [
          `The file holds weights without the model's structure: its head is taken to be ${ops.map(headText).join(', ')}, ` +
            'and its input size is not known. If answers are wrong, save the whole model.',
        ],
  };
}

function readDense({ id, entries }: StoredLayer, file: string): DenseLayer {
  const kernel = entries.find(({ shape }) => shape.length === 2);
  const [inputs, units] = kernel?.shape ?? [];
  const others = entries.filter((entry) => entry !== kernel);
  const bias = others.length === 1;
  const fits = others.every(({ shape }) => shape.length === 1 && shape[0] === units);
  if (inputs === undefined || units === undefined || others.length > 1 || !fits) {
    throw unknowable(
      file,
      `${id} (${entries.map(({ shape }) => shapeText(shape)).join(', ')}) is no dense layer`,
    );
  }
  return { id, inputs, units, bias };
}

/** Flattening, when the last map has that many positions at the asked or the usual input size. */
function flattenOf(
  network: KerasNetwork,
  positions: number,
  input: InputSize | undefined,
): HeadOp | undefined {
  const size = input ?? { height: DEFAULT_INPUT, width: DEFAULT_INPUT };
  const features = sizeNetwork(buildNetwork(network, { includeTop: false }), size).at(-1)?.output;
  return features && features.height * features.width === positions ? { kind: 'flatten' } : undefined;
}

function headText(op: HeadOp): string {
  switch (op.kind) {
    case 'pool':
      return 'average pooling';
    case 'dense':
      return `Dense ${op.units} ${op.activation}`;
    default:
      return op.kind;
  }
}

function unknowable(file: string, what: string): XceptionError {
  return new XceptionError(
    'model-unsupported',
    `${path.basename(file)} holds weights without the model's structure, and its head cannot be told from them: ${what}. Save the whole model (.keras or .h5) instead.`,
  );
}
