import type { NetworkSummary, Shape } from '../../../shared/network';
import type { ModuleCall } from '../networkGraph';
import { grouped, twoDecimals } from './numbers';

const RULE = '-'.repeat(64);
const DOUBLE_RULE = '='.repeat(64);

interface Row {
  readonly type: string;
  readonly shape: Shape;
  readonly params: number;
}

/**
 * The table that torchsummary 1.5.1 prints: one row for every module that runs, those that hold others after the last of
 * theirs. Batch norm's running statistics are buffers in PyTorch and not counted; what the code does with functions
 * (`torch.cat`, a mean) has no row. A Keras network is shown in the same form, each of its layers as a module.
 *
 * Source: torchsummary/torchsummary.py.
 *
 * @param modules - `NetworkGraph.modules`: the modules that hold others
 * @returns text without a line break at its end
 */
export function torchSummary(summary: NetworkSummary, modules: readonly ModuleCall[]): string {
  const rows = moduleRows(summary, modules);
  const total = rows.reduce((sum, { params }) => sum + params, 0);
  const outputs = rows.reduce((sum, { shape }) => sum + elements(shape), 0);
  const { height, width } = summary.input;
  const sizes = {
    input: megabytes(3 * height * width),
    // Twice: once for the values, once for their gradients.
    passes: megabytes(2 * outputs),
    params: megabytes(total),
  };
  return [
    RULE,
    line('Layer (type)', 'Output Shape', 'Param #'),
    DOUBLE_RULE,
    ...rows.map(({ type, shape, params }, index) =>
      line(`${type}-${index + 1}`, `[${shape.map((size) => size ?? -1).join(', ')}]`, grouped(params)),
    ),
    DOUBLE_RULE,
    `Total params: ${grouped(total)}`,
    `Trainable params: ${grouped(total)}`,
    'Non-trainable params: 0',
    RULE,
    `Input size (MB): ${twoDecimals(sizes.input)}`,
    `Forward/backward pass size (MB): ${twoDecimals(sizes.passes)}`,
    `Params size (MB): ${twoDecimals(sizes.params)}`,
    `Estimated Total Size (MB): ${twoDecimals(sizes.params + sizes.passes + sizes.input)}`,
    RULE,
  ].join('\n');
}

function moduleRows(summary: NetworkSummary, modules: readonly ModuleCall[]): readonly Row[] {
  return summary.layers.flatMap((layer) => {
    const { name, outputShape: shape } = layer;
    const own = layer.functional === true || layer.kind === 'input' ? [] : [layer];
    return [
      ...own.map(({ type, trainable }) => ({ type, shape, params: trainable })),
      ...modules.filter(({ output }) => output === name).map(({ type }) => ({ type, shape, params: 0 })),
    ];
  });
}

function line(layer: string, shape: string, params: string): string {
  return `${layer.padStart(20)}  ${shape.padStart(25)} ${params.padStart(15)}`;
}

function elements(shape: Shape): number {
  return shape.reduce<number>((product, size) => product * (size ?? 1), 1);
}

/** Of as many float32 values, in units of 2^20 bytes. */
function megabytes(values: number): number {
  return (values * 4) / 1024 ** 2;
}
