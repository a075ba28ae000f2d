import type { ErrorData } from '../../../shared/xceptionError';
import type { PictureJob, PreparedPicture } from './preparePicture';

/** What the thread is told. */
export type ToThread =
  | { readonly id: number; readonly job: PictureJob }
  /** The answer is not wanted any more. */
  | { readonly drop: number };

/** What it answers. */
export type FromThread = { readonly id: number } & (
  { readonly prepared: PreparedPicture } | { readonly error: ErrorData }
);
