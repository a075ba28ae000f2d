/** What the style sheet gives the parts of the drawing, and a file must have by itself. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;
/** What only matters on screen. */
const LIVE = ['class', 'style', 'role', 'tabindex', 'data-focus'] as const;
const NAMESPACE = 'http://www.w3.org/2000/svg';
/** Pixels of a picture for a unit of the drawing: sharp in print too. */
const PNG_SCALE = 2;

/** A drawing as a file of its own: colours and fonts resolved, on the theme's background. */
export function svgText(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const view = drawing.ownerDocument.defaultView;
  if (!view) return '';
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((element, index) => {
    const original = originals[index];
    if (original) inline(element, view.getComputedStyle(original));
  });
  for (const element of copy.querySelectorAll('[data-screen]')) element.remove();
  const [, , width = '0', height = '0'] = (copy.getAttribute('viewBox') ?? '').split(' ');
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  const ground = drawing.ownerDocument.createElementNS(NAMESPACE, 'rect');
  ground.setAttribute('width', width);
  ground.setAttribute('height', height);
  ground.setAttribute('fill', view.getComputedStyle(drawing.ownerDocument.body).backgroundColor);
  copy.prepend(ground);
  return new view.XMLSerializer().serializeToString(copy);
}

function inline(element: Element, style: CSSStyleDeclaration): void {
  for (const name of STYLES) {
    const value = style.getPropertyValue(name);
    if (value !== '') element.setAttribute(name, value);
  }
  const names = [...element.attributes].map(({ name }) => name);
  for (const name of names) {
    if (name.startsWith('aria-') || LIVE.some((live) => live === name)) element.removeAttribute(name);
  }
}

/**
 * The drawing as a picture.
 *
 * @param svg - as {@link svgText} makes it
 * @throws Error when the browser cannot draw it, such as for want of memory
 */
export async function pngBytes(svg: string): Promise<Uint8Array> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(PNG_SCALE * image.width);
  canvas.height = Math.round(PNG_SCALE * image.height);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (!blob) throw new Error('The drawing could not be made a picture.');
  return new Uint8Array(await blob.arrayBuffer());
}
