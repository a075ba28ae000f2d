/** Scrolls a box no further than a row of the table in it needs, past the titles and totals that stay in place. */
export function scrollToRow(box: HTMLElement, row: HTMLElement): void {
  const heightOf = (part: string): number => box.querySelector<HTMLElement>(part)?.offsetHeight ?? 0;
  const top = row.offsetTop - heightOf('thead');
  const bottom = row.offsetTop + row.offsetHeight + heightOf('tfoot');
  if (top < box.scrollTop) box.scrollTop = top;
  else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
}
