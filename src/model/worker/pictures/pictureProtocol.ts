import type { PictureJob, PreparedPicture } from './preparePicture';

/** What the thread that decodes pictures answers. */
export type PictureMethods = {
  /** @throws XceptionError what decoding throws */
  prepare: { params: PictureJob; result: PreparedPicture };
};
