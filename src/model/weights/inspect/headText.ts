import type { HeadOp } from '../../arch/layerOp';

/** A layer of a head in a few words: `Dense 6 softmax`, `Dropout 0.2`, `global average pooling`. */
export function headText(op: HeadOp): string {
  switch (op.kind) {
    case 'pool':
      return `global ${op.mode} pooling`;
    case 'flatten':
      return 'Flatten';
    case 'dense':
      return `Dense ${op.units}${op.activation === 'linear' ? '' : ` ${op.activation}`}${op.bias ? '' : ', no bias'}`;
    case 'dropout':
      return `Dropout ${op.rate}`;
    case 'activation':
      return op.activation;
    case 'relu':
      return 'ReLU';
    case 'batchnorm':
      return 'batch norm';
  }
}
