import type { JSX } from 'preact';
import type { LayerRow, Layout } from '../../../shared/network';
import type { ResultEntry } from '../../../shared/panelProtocol';
import { pixels } from '../../format';
import { usePreview } from '../../hooks/usePreview';
import { usePanelHost } from '../../panelHost';
import { text } from '../../strings';

interface FieldDrawingProps {
  readonly layer: LayerRow;
  readonly input: { readonly height: number; readonly width: number };
  readonly layout: Layout;
  /** Address of what the network saw, to draw on. */
  readonly picture: string | null;
}

/** {@link FieldDrawing} on what the network saw of a picture. */
export function PictureUnder({
  entry,
  ...drawing
}: Omit<FieldDrawingProps, 'picture'> & { readonly entry: ResultEntry }): JSX.Element {
  const host = usePanelHost();
  const { seen } = usePreview(host.pictures, entry, true);
  return <FieldDrawing {...drawing} picture={seen} />;
}

/** The input, to scale, and the part of it that the value in the middle of the output depends on. */
export function FieldDrawing({ layer, input, layout, picture }: FieldDrawingProps): JSX.Element {
  const { height, width } = input;
  const { receptiveField: side, receptiveStride: step, receptiveStart: start, outputShape } = layer;
  const [rows = 1, columns = 1] =
    outputShape.length === 4 ? outputShape.slice(layout === 'NHWC' ? 1 : 2).map((size) => size ?? 1) : [];
  const at = (positions: number): number => start + step * Math.floor((positions - 1) / 2);
  const [x, y] = [at(columns), at(rows)];
  const [left, top] = [Math.min(0, x), Math.min(0, y)];
  const right = Math.max(width, x + side);
  const bottom = Math.max(height, y + side);
  const caption =
    side >= Math.max(height, width)
      ? text('fieldWhole', pixels(side, side), pixels(width, height))
      : text('fieldPart', pixels(side, side), pixels(width, height));
  return (
    <figure class="field-drawing">
      <svg viewBox={`${left} ${top} ${right - left} ${bottom - top}`} role="img" aria-label={caption}>
        <rect class="field-input" width={width} height={height} />
        {picture !== null && (
          <image href={picture} width={width} height={height} preserveAspectRatio="none" />
        )}
        <rect class="field-square" x={x} y={y} width={side} height={side} />
      </svg>
      <figcaption class="minor">{caption}</figcaption>
    </figure>
  );
}
