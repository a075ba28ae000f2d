import type { MapSheet } from '../shared/explainProtocol';

type Grid = Pick<MapSheet, 'columns' | 'cellWidth' | 'cellHeight' | 'gap'>;

/** A cell's rectangle in the sheet's picture, in its pixels. */
export function cellBox(
  { columns, cellWidth, cellHeight, gap }: Grid,
  index: number,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  return {
    x: (index % columns) * (cellWidth + gap),
    y: Math.floor(index / columns) * (cellHeight + gap),
    width: cellWidth,
    height: cellHeight,
  };
}

/** The same as shares of a sheet of any size on screen. */
export function cellPlace(
  sheet: Grid & Pick<MapSheet, 'picture'>,
  index: number,
): { readonly left: string; readonly top: string; readonly width: string; readonly height: string } {
  const { x, y, width, height } = cellBox(sheet, index);
  const across = (pixels: number): string => `${(100 * pixels) / sheet.picture.width}%`;
  const down = (pixels: number): string => `${(100 * pixels) / sheet.picture.height}%`;
  return { left: across(x), top: down(y), width: across(width), height: down(height) };
}

/** Where a key leads from a cell; undefined when the key means nothing here or there is no cell. */
export function cellAfter(index: number, key: string, columns: number, count: number): number | undefined {
  const target = targetOf(index, key, columns, count);
  return target !== undefined && target >= 0 && target < count ? target : undefined;
}

function targetOf(index: number, key: string, columns: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return index + 1;
    case 'ArrowLeft':
      return index - 1;
    case 'ArrowDown':
      return index + columns;
    case 'ArrowUp':
      return index - columns;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
