import type { HeadLayer } from '../../arch/networkGraph';
import { elements } from '../../arch/elements';
import { tensorName } from '../../arch/variables';
import { CARD_KEY, modelCard } from '../../weights/card/modelCard';
import { keyedVariables, type TensorNaming } from '../../weights/card/tensorNaming';
import { permute } from '../../weights/permute';
import type { ExportedModel, ModelWriter } from '../exportFormat';
import { exportedLayers } from '../exportedLayers';
import { modelStructure } from '../modelStructure';
import { requireTensor } from '../requireTensor';
import { bytesOf, writePieces } from '../writeBytes';

/** Values start at a multiple of this, as the format's own library has it. */
const ALIGNMENT = 8;

/**
 * The weights alone: under timm's names where timm has the model, under the PyTorch listing's own for that, else under
 * Keras'. The model's structure, labels and preprocessing are in the header's metadata.
 */
export const writeSafetensors: ModelWriter = async (model, target, { checkpoint }) => {
  const names = tensorNaming(model);
  const { layers } = exportedLayers(model);
  const structure = modelStructure(model, names);
  const tensors = keyedVariables(layers, names);
  await writePieces(target, async (put) => {
    const places: Record<string, object> = {};
    let offset = 0;
    for (const { key, variable } of tensors) {
      const end = offset + 4 * elements(variable.storedShape);
      places[key] = { dtype: 'F32', shape: variable.storedShape, data_offsets: [offset, end] };
      offset = end;
    }
    const metadata = {
      format: names === 'keras' ? 'tf' : 'pt',
      [CARD_KEY]: JSON.stringify(modelCard(model.record, structure)),
    };
    await put(headerBytes(JSON.stringify({ __metadata__: metadata, ...places })));
    let done = 0;
    for (const { variable } of tensors) {
      const { data, shape } = requireTensor(model.weights, tensorName(variable));
      const { permutation } = variable;
      await put(bytesOf(permutation ? permute(data, shape, inverse(permutation)) : data));
      done += data.byteLength;
      await checkpoint(done);
    }
  });
  return notes(model, names);
};

/** Eight bytes of length and the text, padded with spaces. */
function headerBytes(text: string): Uint8Array {
  const length = Math.ceil(Buffer.byteLength(text) / ALIGNMENT) * ALIGNMENT;
  const bytes = Buffer.alloc(8 + length, ' ');
  bytes.writeBigUInt64LE(BigInt(length), 0);
  bytes.write(text, 8, 'utf8');
  return bytes;
}

function inverse(permutation: readonly number[]): readonly number[] {
  return permutation.map((_, axis) => permutation.indexOf(axis));
}

function tensorNaming({ facts }: ExportedModel): TensorNaming {
  if (facts.network === 'pytorch') return 'pytorch';
  return facts.network === 'paper' && isTimmHead(facts.head) ? 'timm' : 'keras';
}

/** timm's classifier is one linear layer on averaged features; what only acts while training may stand before it. */
function isTimmHead(head: readonly HeadLayer[]): boolean {
  const kinds = head.map(({ op }) => op.kind).filter((kind) => kind !== 'dropout');
  const [pool] = head;
  if (kinds.length === 0) return true;
  const dense = head.find(({ op }) => op.kind === 'dense')?.op;
  const averaged = pool?.op.kind === 'pool' && pool.op.mode === 'average';
  const last = kinds.length === 2 || (kinds.length === 3 && kinds[2] === 'activation');
  const linear = dense?.kind === 'dense' && (dense.activation === 'linear' || dense.activation === 'softmax');
  return averaged && kinds[1] === 'dense' && last && linear;
}

function notes({ facts }: ExportedModel, names: TensorNaming): readonly string[] {
  if (names === 'keras') {
    return [
      'timm has no counterpart of this network and head: the tensors have Keras’ names (block1_conv1/kernel) and layout.',
    ];
  }
  if (names === 'pytorch' || facts.variant) return [];
  return [
    'The names are those of timm’s legacy_xception, but these weights were trained under Keras’ conventions (epsilon 0.001, ' +
      '"same" padding): timm gives other probabilities unless both are set.',
  ];
}
