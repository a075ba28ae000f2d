import type { Agent } from 'node:http';

/** How a file is recognised. */
export interface Checksum {
  readonly algorithm: 'md5' | 'sha256';
  /** Hexadecimal, in small letters. */
  readonly value: string;
}

/** A file of the web that shall lie at a place of this machine. */
export interface FileOrder {
  /** Where it is to be had; `https:`, or `http:` where the user's own mirror has no more. */
  readonly address: string;
  /** Where it shall lie; until it is whole and checked, nothing does. */
  readonly file: string;
  readonly bytes: number;
  readonly checksum: Checksum;
}

/** How far a download is. */
export interface DownloadProgress {
  /** Bytes that are on this machine, those of earlier tries included. */
  readonly done: number;
  readonly total: number;
  /** Bytes per second of this try. */
  readonly rate: number;
}

export interface DownloadOptions {
  /** What has arrived is kept when it is aborted, and the next try goes on from there. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Called once when another process is fetching the same file. */
  readonly onWait?: () => void;
  /** The way through a proxy; the editor sees to that by itself. */
  readonly agentFor?: ((url: URL) => Agent | undefined) | undefined;
  /** Milliseconds without a byte after which it is given up; 30 seconds unless told. */
  readonly stallMs?: number;
  /** Further tries after a broken connection or a server in trouble; 4 unless told. */
  readonly retries?: number;
  /** Milliseconds before the first further try, each later one waits twice as long; a second unless told. */
  readonly backoffMs?: number;
}
