/** What a key does in a gallery. */
export type GalleryAction = { readonly focus: number } | 'select' | 'open' | 'close';

/** Rows that Page Up and Page Down pass. */
const PAGE = 3;

/**
 * The ARIA grid pattern for tiles: arrows, Page Up and Page Down move; Home and End go to the ends of the row, with Control to
 * those of all; Space selects, Enter goes on to the detail, Escape takes the selection back.
 *
 * @returns undefined for a key that means nothing here
 */
export function galleryAction(
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  active: number,
  length: number,
  columns: number,
): GalleryAction | undefined {
  const to = (target: number): GalleryAction => ({ focus: Math.max(0, Math.min(length - 1, target)) });
  // Up and down stay in their column; from above a short last row, down goes to its end.
  const down = (rows: number): GalleryAction => {
    const row = Math.floor(active / columns);
    const lastRow = Math.floor((length - 1) / columns);
    const target = Math.max(0, Math.min(lastRow, row + rows));
    return to(target * columns + (active % columns));
  };
  const rowStart = active - (active % columns);
  switch (key) {
    case 'ArrowRight':
      return to(active + 1);
    case 'ArrowLeft':
      return to(active - 1);
    case 'ArrowDown':
      return down(1);
    case 'ArrowUp':
      return down(-1);
    case 'PageDown':
      return down(PAGE);
    case 'PageUp':
      return down(-PAGE);
    case 'Home':
      return to(ctrlKey ? 0 : rowStart);
    case 'End':
      return to(ctrlKey ? length - 1 : rowStart + columns - 1);
    case ' ':
      return 'select';
    case 'Enter':
      return 'open';
    case 'Escape':
      return 'close';
    default:
      return undefined;
  }
}
