import { kerasClass } from '../../arch/frameworkClass';
import type { LayerOp } from '../../arch/layerOp';

/** An operation in a few words: `Conv2D, 32 filters 3×3, stride 2, valid, no bias`. */
export function describeOp(op: LayerOp): string {
  const name = kerasClass(op);
  switch (op.kind) {
    case 'conv':
    case 'sepconv':
    case 'pointwise':
      return `${name}, ${op.filters} filters ${op.kernel}×${op.kernel}, stride ${op.stride}, ${op.padding}, ${op.bias ? 'with' : 'no'} bias`;
    case 'maxpool':
      return `${name} ${op.size}×${op.size}, stride ${op.stride}, ${op.padding}`;
    case 'batchnorm':
      return `${name} with epsilon ${op.epsilon}`;
    case 'dense':
      return `${name} with ${op.units} units`;
    case 'relu':
      return `${name} "relu"`;
    case 'activation':
      return `${name} "${op.activation}"`;
    default:
      return name;
  }
}

/** Whether two operations give the same numbers at inference. */
export function sameOp(a: LayerOp, b: LayerOp): boolean {
  switch (a.kind) {
    case 'conv':
    case 'sepconv':
      return (
        a.kind === b.kind &&
        a.filters === b.filters &&
        a.kernel === b.kernel &&
        a.stride === b.stride &&
        // A 1×1 window never reaches into padding.
        (a.padding === b.padding || (a.kind === 'conv' && a.kernel === 1)) &&
        a.bias === b.bias
      );
    case 'maxpool':
      return a.kind === b.kind && a.size === b.size && a.stride === b.stride && a.padding === b.padding;
    case 'batchnorm':
      // A file may hold the float32 next to 0.001.
      return a.kind === b.kind && Math.abs(a.epsilon - b.epsilon) <= 1e-6 * a.epsilon;
    default:
      return a.kind === b.kind;
  }
}
