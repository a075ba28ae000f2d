import { right, textTable, type TextColumn } from '../../model/arch/format/textTable';
import type { InspectedTensor } from '../../shared/inspection';

const LEFT = ['tensor', 'type', 'shape'];
const FIGURES = ['min', 'max', 'mean', 'std', 'zeros'];

/** One line for each tensor: the network's name for it, or its own where the network has none. */
export function tensorTable(tensors: readonly InspectedTensor[]): readonly string[] {
  const odd = tensors.some(({ statistics }) => statistics && statistics.nan + statistics.inf > 0);
  const figures = [...FIGURES, ...(odd ? ['NaN', 'inf'] : [])];
  const columns: readonly TextColumn[] = [
    ...LEFT.map((title) => ({ title })),
    ...figures.map(right),
    { title: 'in the file' },
  ];
  return textTable(
    columns,
    tensors.map(({ name, variable, dtype, shape, statistics }) => {
      const { min = null, max = null, mean = null, std = null } = statistics ?? {};
      const counts = statistics ? [statistics.zeros, statistics.nan, statistics.inf] : ['', '', ''];
      return [
        variable ?? '(not used)',
        dtype,
        shape.join('×'),
        ...[min, max, mean, std].map(figure),
        ...counts.slice(0, odd ? 3 : 1).map(String),
        name,
      ];
    }),
  );
}

/** Four significant digits, so that a column stays narrow: `-0.07206`, `1.25e-9`. */
export function figure(value: number | null): string {
  if (value === null) return '';
  const size = Math.abs(value);
  if (size === 0 || (size >= 0.0001 && size < 100_000)) return String(Number(value.toPrecision(4)));
  return value.toExponential(2);
}
