import { right, textTable } from '../../model/arch/format/textTable';
import {
  changedShare,
  cosine,
  relativeDifference,
  type ComparedFile,
  type ComparedTensor,
  type TensorDifference,
  type WeightsComparison,
} from '../../shared/weightsComparison';
import { printable } from '../displayWidth';
import { figure } from './tensorTable';

/** Two files' weights for people: the whole, then a line for each tensor. */
export function comparisonText({ a, b, whole, tensors }: WeightsComparison): string {
  return [
    `A  ${fileText(a)}`,
    `B  ${fileText(b)}`,
    '',
    ...(whole ? wholeLines(whole, tensors) : ['No tensor of the two can be compared.']),
    '',
    ...textTable(
      [
        { title: 'tensor' },
        { title: 'shape' },
        ...['relative', 'cosine', 'max abs', 'changed'].map(right),
        { title: '' },
      ],
      tensors.map(tensorCells),
    ),
  ]
    .map(printable)
    .join('\n');
}

/** The comparison with the figures that follow from its sums, for programs. */
export function comparisonData({ a, b, whole, tensors }: WeightsComparison): unknown {
  return {
    a,
    b,
    whole: whole && figures(whole),
    tensors: tensors.map(({ difference, ...tensor }) => ({
      ...tensor,
      difference: difference && figures(difference),
    })),
  };
}

function figures(difference: TensorDifference): unknown {
  return {
    relative: relativeDifference(difference),
    cosine: cosine(difference),
    ...difference,
  };
}

function fileText({ file, format, network }: ComparedFile): string {
  return `${file}: ${format}, ${network === null ? 'no known network' : `network ${network}`}`;
}

function wholeLines(whole: TensorDifference, tensors: readonly ComparedTensor[]): readonly string[] {
  const compared = tensors.filter(({ difference }) => difference);
  const same = compared.filter(({ difference }) => difference?.changed === 0).length;
  const left = tensors.length - compared.length;
  return [
    `${compared.length} tensors compared${left > 0 ? `, ${left} not` : ''}; ${same} are the same number by number.`,
    `relative difference ${figure(relativeDifference(whole))}, cosine ${cosineText(whole)}, greatest difference ${figure(whole.maxAbs)}, ${share(whole)} of the numbers changed`,
    ...(whole.notFinite > 0 ? [`${whole.notFinite} pairs hold NaN or infinity and were left out.`] : []),
  ];
}

function tensorCells({ name, a, b, difference }: ComparedTensor): readonly string[] {
  const shape = (a ?? b)?.shape.join('×') ?? '';
  if (!difference) return [name, shape, '', '', '', '', whyNot(a, b)];
  const notFinite = difference.notFinite > 0 ? `${difference.notFinite} NaN or infinite` : '';
  const relative = relativeDifference(difference);
  return [
    name,
    shape,
    relative === null ? '-' : figure(relative),
    cosineText(difference),
    figure(difference.maxAbs),
    share(difference),
    notFinite,
  ];
}

function whyNot(a: ComparedTensor['a'], b: ComparedTensor['b']): string {
  if (!b) return 'only in A';
  if (!a) return 'only in B';
  const [left, right] = [a.shape.join('×'), b.shape.join('×')];
  return left === right ? 'no floating-point numbers' : `${right} in B`;
}

/** Six digits: what is nearly alike is told apart by its last ones. */
function cosineText(difference: TensorDifference): string {
  return cosine(difference)?.toFixed(6) ?? '-';
}

function share(difference: TensorDifference): string {
  return `${(100 * changedShare(difference)).toFixed(1)}%`;
}
