import { useEffect, useRef, useState } from 'preact/hooks';
import type { ResultEntry } from '../../shared/panelProtocol';
import type { EncodedImage } from '../../shared/workerProtocol';
import { XceptionError } from '../../shared/xceptionError';
import { previewKey, type PreviewCache } from '../previewCache';

/** Addresses for `<img>`, once they are there. */
export interface PreviewUrls {
  readonly picture: string | null;
  readonly seen: string | null;
  /** Why there is no picture. */
  readonly failure: string | null;
}

const NONE: PreviewUrls = { picture: null, seen: null, failure: null };

/**
 * The pictures of an entry. They are asked for when `wanted` is first true and there is a result (until then the
 * inference process has better things to do), and given back when the component goes. While a new result's pictures are
 * on their way the old ones stay.
 */
export function usePreview(cache: PreviewCache, entry: ResultEntry, wanted: boolean): PreviewUrls {
  const [urls, setUrls] = useState(NONE);
  const everWanted = useRef(false);
  everWanted.current ||= wanted;
  const { id } = entry;
  const key = everWanted.current ? previewKey(entry) : undefined;
  useEffect(() => {
    if (key === undefined) return undefined;
    const controller = new AbortController();
    const made: string[] = [];
    const urlOf = (image: EncodedImage | undefined): string | null => {
      if (!image) return null;
      const url = URL.createObjectURL(new Blob([new Uint8Array(image.bytes)], { type: image.mime }));
      made.push(url);
      return url;
    };
    cache.get(id, key, controller.signal).then(
      ({ picture, seen }) => {
        if (controller.signal.aborted) return;
        setUrls({ picture: urlOf(picture), seen: urlOf(seen), failure: null });
      },
      (thrown: unknown) => {
        if (controller.signal.aborted) return;
        setUrls({ ...NONE, failure: XceptionError.from(thrown).message });
      },
    );
    return () => {
      controller.abort();
      made.forEach((url) => {
        URL.revokeObjectURL(url);
      });
    };
  }, [cache, id, key]);
  return urls;
}
