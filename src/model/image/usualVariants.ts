import { FITS, RESIZE_METHODS, type Preprocessing } from '../../shared/classification';
import type { Variant } from '../../shared/explainProtocol';

/** The changes that a picture meets on its way to a network, and some that it should survive. The unchanged one is first. */
export function usualVariants({ resize, fit }: Pick<Preprocessing, 'resize' | 'fit'>): readonly Variant[] {
  return [
    { id: 'unchanged' },
    ...RESIZE_METHODS.filter((method) => method !== resize).map((method) => ({
      id: `resize ${method}`,
      resize: method,
    })),
    ...FITS.filter((other) => other !== fit).map((other) => ({ id: `fit ${other}`, fit: other })),
    { id: 'mirrored', flip: 'horizontal' },
    { id: 'upside down', flip: 'vertical' },
    { id: 'turned 15° left', rotate: -15 },
    { id: 'turned 15° right', rotate: 15 },
    { id: 'turned 90° right', rotate: 90 },
    { id: 'darker, × 0.5', brightness: 0.5 },
    { id: 'brighter, × 1.5', brightness: 1.5 },
    { id: 'blurred, 1 pixel', blur: 1 },
    { id: 'blurred, 3 pixels', blur: 3 },
    { id: 'JPEG quality 50', jpegQuality: 50 },
    { id: 'JPEG quality 10', jpegQuality: 10 },
  ];
}
