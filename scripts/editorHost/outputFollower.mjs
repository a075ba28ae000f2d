import { closeSync, openSync, readSync } from 'node:fs';

/** Copies what is appended to a file to a stream, a few times a second. */
export class OutputFollower {
  #file;
  #buffer = Buffer.alloc(64 * 1024);

  /**
   * @param {string} file exists; may be removed once {@link stop} was called
   * @param {NodeJS.WritableStream} stream
   */
  constructor(file, stream) {
    this.stream = stream;
    this.#file = openSync(file, 'r');
    this.timer = setInterval(() => this.drain(), 200);
  }

  /** Copies what has been written since the last time. */
  drain() {
    for (;;) {
      const length = readSync(this.#file, this.#buffer, 0, this.#buffer.length, null);
      if (length === 0) return;
      this.stream.write(Uint8Array.from(this.#buffer.subarray(0, length)));
    }
  }

  /** Copies the rest and ends. */
  stop() {
    clearInterval(this.timer);
    this.drain();
    closeSync(this.#file);
  }
}
