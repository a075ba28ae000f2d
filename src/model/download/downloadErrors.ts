import { XceptionError } from '../../shared/xceptionError';
import type { FileOrder } from './fileOrder';

/** Something that may well go better at the next try. */
export class Interruption extends Error {
  override readonly name = 'Interruption';

  /** @param waitMs - what the server asks for (`Retry-After`) */
  constructor(
    message: string,
    readonly waitMs?: number,
  ) {
    super(message);
  }
}

/** The last resort of whoever cannot download from here. */
export function byHand({ address, file }: FileOrder): string {
  return `You can also download ${address} by other means and put the file at ${file}.`;
}

const BROKEN = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'HPE_INVALID_CONSTANT']);
const UNREACHABLE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
]);
const CERTIFICATE = /^(?:CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|HOSTNAME_MISMATCH)/;
const DISK: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota on that disk is used up',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'that disk is read-only',
  EEXIST: 'a file stands where a folder should be',
  ENOTDIR: 'a file stands where a folder should be',
  EISDIR: 'a folder stands where the file should be',
};

/** What a try failed with: an {@link Interruption}, or the error that ends the download, in words for people. */
export function tryError(thrown: unknown, order: FileOrder): Interruption | XceptionError {
  if (thrown instanceof Interruption || thrown instanceof XceptionError) return thrown;
  const { code = '', message } = thrown as NodeJS.ErrnoException;
  const { host } = new URL(order.address);
  if (BROKEN.has(code) || message === 'aborted') {
    return new Interruption(`The connection to ${host} broke off.`);
  }
  const disk = DISK[code];
  if (disk !== undefined) {
    return failed(
      `${order.file} cannot be written: ${disk}. Make room or set XCEPTION_CACHE to another folder.`,
      thrown,
    );
  }
  if (UNREACHABLE.has(code)) {
    return failed(
      `${host} cannot be reached (${code}). Check the connection to the internet and the proxy settings. ${byHand(order)}`,
      thrown,
    );
  }
  if (CERTIFICATE.test(code)) {
    return failed(
      `The certificate of ${host} is not trusted (${code}). Behind a proxy that reads along, make Node know its certificate (NODE_EXTRA_CA_CERTS). ${byHand(order)}`,
      thrown,
    );
  }
  return failed(`${order.address} could not be downloaded: ${message}. ${byHand(order)}`, thrown);
}

/** An error that no further try will mend. */
export function failed(message: string, cause?: unknown): XceptionError {
  return new XceptionError('download-failed', message, { cause });
}
