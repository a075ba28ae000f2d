/** In pixels: what an em of an element is. */
export function fontSizeOf(element: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(element).fontSize) || 13;
}

/** In pixels. Before the first layout a box has no height; the window's is the most it can get. */
export function heightOf(element: HTMLElement): number {
  return element.clientHeight || window.innerHeight;
}
