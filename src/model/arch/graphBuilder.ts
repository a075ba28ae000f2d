import type { Flow } from '../../shared/network';
import { kerasClass, torchClass } from './frameworkClass';
import type { LayerNamer, Place } from './layerNames';
import type { LayerOp, SepconvOp } from './layerOp';
import type { NetworkDescription } from './networkDescription';
import type { LayerNode, ModuleCall } from './networkGraph';

/** Collects layers one after another, each taking its input from the one before unless told otherwise. */
export class GraphBuilder {
  readonly nodes: LayerNode[] = [];
  readonly modules: ModuleCall[] = [];
  private block = 'input';
  private flow: Flow = 'input';
  private tip = '';

  constructor(
    private readonly description: NetworkDescription,
    private readonly nameOf: LayerNamer,
  ) {}

  /** Name of the layer that the next one takes its input from. */
  get last(): string {
    return this.tip;
  }

  start(): void {
    this.add({ at: 'input' }, { kind: 'input' }, { inputs: [] });
  }

  /** Layers from here on stand in this block of this flow. */
  enter(block: string, flow: Flow): void {
    this.block = block;
    this.flow = flow;
  }

  /** The next layer takes its input from `name`. */
  continueFrom(name: string): void {
    this.tip = name;
  }

  add(
    place: Place,
    op: LayerOp,
    { inputs = [this.tip], name }: { inputs?: readonly string[]; name?: string | undefined } = {},
  ): string {
    const torch = this.description.framework === 'pytorch';
    this.tip = name ?? this.nameOf(place, op);
    this.nodes.push({
      name: this.tip,
      type: torch ? torchClass(op) : kerasClass(op),
      op,
      inputs,
      block: this.block,
      flow: this.flow,
      functional: torch && isFunctional(place, op),
    });
    return this.tip;
  }

  /** A separable convolution as the network's framework has it: one layer, or its two halves. */
  addSeparable(place: Place, op: SepconvOp): void {
    if (this.description.conventions.separable === 'one-layer') {
      this.add(place, op);
      return;
    }
    const { kernel, stride, padding, bias, filters } = op;
    this.add(place, { kind: 'depthwise', kernel, stride, padding, bias });
    this.add(place, { kind: 'pointwise', filters, kernel: 1, stride: 1, padding: 0, bias });
  }

  /** Ends the PyTorch module that the last layer belongs to. */
  closeModule(type: string): void {
    if (this.description.framework !== 'pytorch') return;
    const name = this.tip.slice(0, this.tip.lastIndexOf('.'));
    this.modules.push({ name, type, output: this.tip });
  }

  /** Ends a PyTorch block. */
  closeBlock(type: string, name: string): void {
    if (this.description.framework === 'pytorch') this.modules.push({ name, type, output: this.tip });
  }
}

/** The listing merges with `torch.cat` and makes its head's pooling, ReLU and softmax inside `forward`. */
function isFunctional(place: Place, op: LayerOp): boolean {
  return place.at === 'merge' || place.at === 'input' || (place.at === 'head' && op.kind !== 'dense');
}
