import type { Flow } from '../../shared/network';
import type { HeadOp, LayerOp } from './layerOp';
import type { NetworkDescription } from './networkDescription';

/** A layer with its name and its place, before any size is known. */
export interface LayerNode {
  readonly name: string;
  /** The framework's class name. */
  readonly type: string;
  readonly op: LayerOp;
  readonly inputs: readonly string[];
  readonly block: string;
  readonly flow: Flow;
  /** A step that PyTorch code does with a function instead of a module: in the graph, but not in its module tables. */
  readonly functional: boolean;
}

/** A PyTorch module that holds others: torchsummary prints a row for it after its last layer has run. */
export interface ModuleCall {
  readonly name: string;
  readonly type: string;
  /** The layer whose output the module returns. */
  readonly output: string;
}

/** A network's layers in its framework's own order; every layer stands after the layers it takes its input from. */
export interface NetworkGraph {
  readonly description: NetworkDescription;
  readonly nodes: readonly LayerNode[];
  readonly modules: readonly ModuleCall[];
  /** Name of the layer whose output is the network's. */
  readonly output: string;
  /** Name of the backbone's last layer, before any head. */
  readonly features: string;
}

/** A layer of a head that was read from a file, under the name it has there. */
export interface HeadLayer {
  readonly name?: string;
  readonly op: HeadOp;
}
