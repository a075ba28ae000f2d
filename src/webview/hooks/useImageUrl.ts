import { useEffect, useState } from 'preact/hooks';
import type { EncodedImage } from '../../shared/workerProtocol';

/** An address for `<img>`, given back when another picture takes its place. */
export function useImageUrl(image: EncodedImage | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!image) {
      setUrl(null);
      return undefined;
    }
    const made = URL.createObjectURL(new Blob([new Uint8Array(image.bytes)], { type: image.mime }));
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [image]);
  return url;
}
