import type { LayerRow, Layout, Shape } from '../../../shared/network';

/** `block2.branch1` as a name that Python takes. */
export function identifier(name: string): string {
  return name.replace(/\W/g, '_');
}

/** Channels of a shape; a vector's length. */
export function channelsOf(shape: Shape, layout: Layout): number {
  return (shape.length === 4 && layout === 'NCHW' ? shape[1] : shape.at(-1)) ?? 0;
}

/** Height and width of a shape; 1 and 1 of a vector. */
export function sizeOf(shape: Shape, layout: Layout): readonly [number, number] {
  if (shape.length !== 4) return [1, 1];
  const [, height, width] = layout === 'NHWC' ? shape : [null, ...shape.slice(2)];
  return [height ?? 0, width ?? 0];
}

/** `name=value` where the value is not the default. */
export function option(name: string, value: string | number | boolean, usual: typeof value): string[] {
  if (value === usual) return [];
  return [`${name}=${typeof value === 'boolean' ? (value ? 'True' : 'False') : value}`];
}

/** One number for a square window or an even step, else a tuple. */
export function sides([height, width]: readonly [number, number]): string | number {
  return height === width ? height : `(${height}, ${width})`;
}

/** What a momentum is on the other side: Keras counts what stays of a running mean, PyTorch what is new. */
export function otherMomentum(momentum: number): number {
  return Number((1 - momentum).toPrecision(12));
}

/** Whether pooling takes means; the other way is the greatest values. */
export function takesMeans({ type }: Pick<LayerRow, 'type'>): boolean {
  return /average|mean/i.test(type);
}
