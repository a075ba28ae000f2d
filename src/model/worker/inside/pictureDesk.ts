import { stat } from 'node:fs/promises';
import type { ModelRecord, PreprocessingChoice } from '../../../shared/classification';
import { decodeImage } from '../../image/decodeImage';
import { prepareImage, type PreparedImage } from '../../image/prepareImage';
import { smallCopy } from '../../image/smallCopy';
import type { Picture } from '../../image/picture';
import type { StoredPicture } from '../../runtime/activations/activationStore';
import type { SeenRegion } from '../../runtime/explain/heatmapImage';

/** A picture on the desk: as the network gets it, and where that came from. */
export interface DeskPicture extends StoredPicture, SeenRegion {
  readonly file: string;
}

/**
 * The picture that is being looked at, and a small copy of it to draw on, so that asking for one layer after another does
 * not decode it each time. A file that has changed is read anew.
 */
export class PictureDesk {
  private picture: Promise<DeskPicture> | undefined;
  private pictureKey = '';
  private copy: Promise<Picture> | undefined;
  private copyKey = '';

  /** @throws XceptionError as `decodeImage` does */
  async lay(
    file: string,
    { input, preprocessing }: ModelRecord,
    choice: PreprocessingChoice = {},
  ): Promise<DeskPicture> {
    const how = { ...preprocessing, ...choice };
    const key = JSON.stringify([file, await fileVersion(file), input, how]);
    if (key !== this.pictureKey || !this.picture) {
      this.pictureKey = key;
      this.picture = decodeImage(file).then(({ picture }) =>
        describe(key, file, picture, prepareImage(picture, input, how)),
      );
      this.picture.catch(() => (this.picture = undefined));
    }
    return this.picture;
  }

  /** The picture with no side longer than `maxSide`. @throws XceptionError as `decodeImage` does */
  async copyOf({ file }: DeskPicture, maxSide: number): Promise<Picture> {
    const key = JSON.stringify([file, await fileVersion(file), maxSide]);
    if (key !== this.copyKey || !this.copy) {
      this.copyKey = key;
      this.copy = smallCopy(file, maxSide);
      this.copy.catch(() => (this.copy = undefined));
    }
    return this.copy;
  }
}

function describe(key: string, file: string, picture: Picture, prepared: PreparedImage): DeskPicture {
  const { values, width, height, content, source } = prepared;
  return {
    key,
    file,
    values,
    width,
    height,
    content,
    source,
    original: { width: picture.width, height: picture.height },
  };
}

/** Changes whenever the file does; a file that is gone is reported by whoever reads it. */
export async function fileVersion(file: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(file);
    return `${mtimeMs} ${size}`;
  } catch {
    return '';
  }
}
