import type { ActivationsRequest, ExplainRequest, PictureRequest } from '../../../shared/explainProtocol';
import { sourceStamp } from '../../weights/modelStamp';
import { fileVersion } from './pictureDesk';

/** All that the numbers of an explanation depend on, and nothing that only its pictures do. */
export async function explanationKey(request: ExplainRequest): Promise<string> {
  const { method, classIndex, layer, maps, window, stride } = request;
  return JSON.stringify([await pictureKey(request), method, classIndex, layer, maps, window, stride]);
}

/** All that a layer's output depends on. */
export async function outputKey(request: ActivationsRequest): Promise<string> {
  return JSON.stringify([await pictureKey(request), request.layer]);
}

/** A picture or a model's file that has changed is another. */
async function pictureKey({ model, file, preprocessing }: PictureRequest): Promise<string> {
  const stamp = await sourceStamp(model.source);
  return JSON.stringify([model, stamp, file, await fileVersion(file), preprocessing]);
}
