import type { SizedLayer, WindowPadding } from './sizedLayer';
import { slideWindow } from './window';

/** How TensorFlow is told a window's padding: one of its two words, with the pixels to be padded before. */
export interface TfPadding {
  readonly word: 'SAME' | 'VALID';
  /** Padding that neither word stands for: put on with a pad operation first. */
  readonly explicit?: WindowPadding;
}

const NONE: WindowPadding = { top: 0, bottom: 0, left: 0, right: 0 };

/**
 * TensorFlow's word for a layer's padding. PyTorch's numbers are "SAME" too wherever the pixels agree, which spares a copy
 * of the map; they do not where a stride-2 window meets an even size.
 */
export function tfPadding(layer: SizedLayer, kernel: number, stride: number): TfPadding {
  const padding = layer.padding ?? NONE;
  if (Object.values(padding).every((pixels: number) => pixels === 0)) return { word: 'VALID' };
  const size = layer.inputs[0];
  const sameAs = (input: number, before: number, after: number): boolean => {
    const same = slideWindow(input, kernel, stride, 'same');
    return before === same.before && after === same.after;
  };
  const isSame =
    size !== undefined &&
    sameAs(size.height, padding.top, padding.bottom) &&
    sameAs(size.width, padding.left, padding.right);
  return isSame ? { word: 'SAME' } : { word: 'VALID', explicit: padding };
}
