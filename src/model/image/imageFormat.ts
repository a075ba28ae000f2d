/** Formats that can be decoded. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'tiff' | 'svg' | 'bmp';

/** What the first bytes of a file say: a format to decode, the name of one that cannot be, or nothing that is known. */
export type Sniffed =
  | { readonly kind: 'picture'; readonly format: ImageFormat }
  | { readonly kind: 'foreign'; readonly name: string }
  | { readonly kind: 'unknown' };

/** Signatures at a fixed place; each a prefix in Latin-1. */
const SIGNATURES: readonly (readonly [string, ImageFormat])[] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['II+\0', 'tiff'],
  ['MM\0+', 'tiff'],
];

/** Formats that people do give, so that the answer can name them. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['8BPS', 'Photoshop'],
  ['%PDF', 'PDF'],
  ['\xff\x0a', 'JPEG XL'],
  ['\0\0\0\x0cJXL ', 'JPEG XL'],
  ['\0\0\0\x0cjP  ', 'JPEG 2000'],
  ['\xff\x4f\xff\x51', 'JPEG 2000'],
  ['\0\0\x01\0', 'icon (ICO)'],
  ['v/1\x01', 'OpenEXR'],
  ['#?RADIANCE', 'Radiance HDR'],
  ['DDS ', 'DirectDraw Surface'],
  ['\x1f\x8b', 'gzip (perhaps SVGZ)'],
];

/** ISO media brands (bytes 8 to 11 and the list of compatible ones) of still pictures coded as AV1 and as HEVC. */
const AVIF_BRANDS = ['avif', 'avis'];
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1'];

/** Tells a picture's format by its content. A file's name says nothing reliable. */
export function sniffFormat(bytes: Uint8Array): Sniffed {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64 * 1024));
  const start = head.toString('latin1', 0, 64);
  const signature = SIGNATURES.find(([prefix]) => start.startsWith(prefix));
  if (signature) return { kind: 'picture', format: signature[1] };
  if (start.startsWith('RIFF') && start.startsWith('WEBP', 8)) return { kind: 'picture', format: 'webp' };
  if (start.startsWith('BM') && start.startsWith('\0\0\0', 15)) return { kind: 'picture', format: 'bmp' };
  if (start.startsWith('ftyp', 4)) return sniffIsoMedia(head);
  const foreign = FOREIGN.find(([prefix]) => start.startsWith(prefix));
  if (foreign) return { kind: 'foreign', name: foreign[1] };
  if (startsWithSvg(head.toString('utf8'))) return { kind: 'picture', format: 'svg' };
  return { kind: 'unknown' };
}

function sniffIsoMedia(head: Buffer): Sniffed {
  const end = Math.min(head.length, head.readUInt32BE(0), 256);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) {
    // Bytes 12 to 15 are a version number, not a brand.
    if (at !== 12) brands.push(head.toString('latin1', at, at + 4));
  }
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return { kind: 'picture', format: 'avif' };
  if (brands.some((brand) => HEIC_BRANDS.includes(brand))) return { kind: 'foreign', name: 'HEIC' };
  return { kind: 'foreign', name: 'video or audio' };
}

/** The root element may come after a byte order mark, an XML declaration, comments and a document type. */
function startsWithSvg(text: string): boolean {
  let rest = text.replace(/^\uFEFF/, '').trimStart();
  for (;;) {
    if (/^<(?:[\w-]+:)?svg[\s>/]/i.test(rest)) return true;
    const end = endOfProlog(rest);
    if (end === undefined) return false;
    rest = rest.slice(end).trimStart();
  }
}

/** Where the declaration, comment or document type that `text` starts with ends. */
function endOfProlog(text: string): number | undefined {
  if (text.startsWith('<?')) return after(text, '?>');
  if (text.startsWith('<!--')) return after(text, '-->');
  if (!/^<!doctype\s/i.test(text)) return undefined;
  const close = text.indexOf('>');
  const bracket = text.indexOf('[');
  return bracket >= 0 && bracket < close ? after(text, ']>') : after(text, '>');
}

function after(text: string, mark: string): number | undefined {
  const at = text.indexOf(mark);
  return at < 0 ? undefined : at + mark.length;
}
