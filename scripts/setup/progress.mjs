/** @typedef {(detail: string) => void} Report says how far a step is: "120 of 274 MB" */

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const PLAIN_LINE_MS = 15_000;

/**
 * Shows long steps on standard error: one line with a spinner and the seconds so far on a terminal, plain lines
 * elsewhere. A step that has nothing to do should not be announced at all.
 */
export class Progress {
  /** @param {Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>} [stream] */
  constructor(stream = process.stderr) {
    this.stream = stream;
    this.live = stream.isTTY && !process.env['CI'];
  }

  /** @param {string} line */
  note(line) {
    this.stream.write(`${line}\n`);
  }

  /**
   * Runs one step and shows it until it ends.
   * @template T
   * @param {string} title what is being done, in the present participle: "Compiling the binding"
   * @param {(report: Report) => Promise<T>} work
   * @param {{ quiet?: boolean }} [options] quiet: shown only from the first report on, for work that often has nothing
   *   to do
   * @returns {Promise<T>} what `work` gave; what it throws passes through
   */
  async step(title, work, options = {}) {
    const started = Date.now();
    const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
    let detail = '';
    const line = () => [title, detail, seconds()].filter(Boolean).join(' · ');
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const show = () => {
      timer = this.live
        ? setInterval(() => this.#draw(line(), started), FRAME_MS)
        : setInterval(() => this.note(`  … ${line()}`), PLAIN_LINE_MS);
      timer.unref();
      if (!this.live) this.note(`${title} …`);
    };
    if (!options.quiet) show();
    try {
      const result = await work((text) => {
        detail = text;
        if (!timer) show();
      });
      if (timer) this.#end(`✓ ${title} (${seconds()})`);
      return result;
    } catch (error) {
      this.#end(`✗ ${title} (${seconds()})`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  /** @param {string} line @param {number} started */
  #draw(line, started) {
    const frame = FRAMES[Math.floor((Date.now() - started) / FRAME_MS) % FRAMES.length];
    const width = (this.stream.columns || 80) - 3;
    this.stream.write(`\r\u001b[2K${frame} ${line.slice(0, width)}`);
  }

  /** @param {string} line */
  #end(line) {
    this.stream.write(this.live ? `\r\u001b[2K${line}\n` : `${line}\n`);
  }
}
