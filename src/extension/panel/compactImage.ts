import type { EncodedImage, Preview } from '../../shared/workerProtocol';

/**
 * VS Code sends the whole buffer that lies under an array to the webview, and would turn a Node Buffer into a list of
 * numbers: a plain copy of just these bytes is neither.
 */
export function compactImage(image: EncodedImage): EncodedImage {
  return { ...image, bytes: new Uint8Array(image.bytes) };
}

/** {@link compactImage} of all that a preview holds. */
export function compactPreview({ picture, seen }: Preview): Preview {
  return { picture: compactImage(picture), ...(seen && { seen: compactImage(seen) }) };
}
