import type { NetworkId } from '../shared/network';
import type { LayerTableRequest } from '../shared/panelProtocol';

/** The layer table's controls as they stand: numbers are what has been typed so far. */
export interface LayerForm {
  readonly network: NetworkId;
  readonly height: string;
  readonly width: string;
  readonly classes: string;
  readonly includeTop: boolean;
}

export function formOf(request: LayerTableRequest): LayerForm {
  return {
    network: request.network,
    height: String(request.height),
    width: String(request.width),
    classes: String(request.classes),
    includeTop: request.includeTop,
  };
}

/** @returns null while a number is missing or not whole; whether a size fits the network is for the host to say */
export function requestOf(form: LayerForm): LayerTableRequest | null {
  const [height, width, classes] = [form.height, form.width, form.classes].map(wholeNumber);
  if (height === undefined || width === undefined || classes === undefined) return null;
  return { network: form.network, height, width, classes, includeTop: form.includeTop };
}

/** @returns undefined for anything but a whole number of at least 1 */
export function wholeNumber(typed: string): number | undefined {
  const value = Number(typed);
  return Number.isSafeInteger(value) && value >= 1 ? value : undefined;
}
