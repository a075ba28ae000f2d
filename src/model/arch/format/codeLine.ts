import type { LayerRow, Layout, NetworkSummary } from '../../../shared/network';
import { kerasLine } from './kerasLine';
import { torchLine } from './torchLine';

/** A row with what its code needs besides: of which network it is. */
export interface CodeContext {
  /** Axis order of the row's shapes. */
  readonly layout: Layout;
  /** Whose padding, epsilon and momentum the row speaks of. */
  readonly framework: NetworkSummary['framework'];
}

/**
 * The line of Python that makes a layer: Keras' functional form, or PyTorch's module (or function, for a step without
 * weights that takes several inputs). Where the two frameworks disagree, such as in "same" padding or in momentum, it says
 * what makes the numbers equal. Arguments that have their default are left out.
 */
export function codeLine(layer: LayerRow, framework: 'keras' | 'pytorch', context: CodeContext): string {
  return framework === 'keras' ? kerasLine(layer, context) : torchLine(layer, context);
}
