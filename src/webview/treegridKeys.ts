import type { TreeRow } from './layerTree';

/** What a key asks of a treegrid whose rows take the focus. */
export type TreegridAction =
  | { readonly focus: string }
  | { readonly toggle: string; readonly expanded: boolean }
  | { readonly select: string };

/** Rows that Page Up and Page Down pass. */
const PAGE = 10;

/**
 * The ARIA treegrid pattern with row focus: up and down move, right opens or goes to the first child, left closes or
 * goes to the parent, Home and End go to the ends, Enter opens and closes a
 * group and selects a layer.
 *
 * @returns undefined for a key that means nothing here
 */
export function treegridAction(
  rows: readonly TreeRow[],
  current: string,
  key: string,
): TreegridAction | undefined {
  const index = rows.findIndex(({ id }) => id === current);
  const row = rows[index];
  if (!row) return undefined;
  const to = (target: number): TreegridAction | undefined => {
    const found = rows[Math.max(0, Math.min(rows.length - 1, target))];
    return found && { focus: found.id };
  };
  switch (key) {
    case 'ArrowDown':
      return to(index + 1);
    case 'ArrowUp':
      return to(index - 1);
    case 'PageDown':
      return to(index + PAGE);
    case 'PageUp':
      return to(index - PAGE);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'ArrowRight':
      if (row.kind === 'layer') return undefined;
      return row.expanded ? to(index + 1) : { toggle: row.id, expanded: true };
    case 'ArrowLeft':
      if (row.kind === 'group' && row.expanded) return { toggle: row.id, expanded: false };
      return row.parent === null ? undefined : { focus: row.parent };
    case 'Enter':
    case ' ':
      return row.kind === 'group' ? { toggle: row.id, expanded: !row.expanded } : { select: row.layer.name };
    default:
      return undefined;
  }
}
