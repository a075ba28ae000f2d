import type { Output } from './cliContext';
import { displayWidth, fitEnd } from './displayWidth';

const BAR = 24;
/** A terminal over a slow line should not spend its time on the bar. */
const REDRAW_MS = 100;

/** A line at the bottom of a terminal that tells how far a run is. On anything but a terminal it stays silent. */
export class ProgressBar {
  private updated = Number.NEGATIVE_INFINITY;
  private started: number | undefined;
  private line = '';

  constructor(
    private readonly output: Output,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** A step without a count: "Loading …". */
  say(text: string): void {
    this.draw(text);
  }

  /** How far a step is, in words of its own. */
  sayCount(done: number, total: number, text: string): void {
    if (this.isDue(this.clock(), done, total)) this.draw(text);
  }

  /** Pictures done of all; the time they take counts from the first call. */
  update(done: number, total: number): void {
    const now = this.clock();
    this.started ??= now;
    if (this.isDue(now, done, total)) this.draw(progressText(done, total, now - this.started));
  }

  /** Writes lines above the bar. */
  above(write: () => void): void {
    const { line } = this;
    this.clear();
    write();
    if (line !== '') this.draw(line);
  }

  clear(): void {
    if (this.line !== '') this.output.write('\r\u001b[K');
    this.line = '';
  }

  private isDue(now: number, done: number, total: number): boolean {
    if (now - this.updated < REDRAW_MS && done < total) return false;
    this.updated = now;
    return true;
  }

  private draw(text: string): void {
    if (!this.output.isTerminal) return;
    // A line that fills the last column would wrap.
    const most = (this.output.columns ?? 80) - 1;
    this.line = displayWidth(text) > most ? fitEnd(text, most) : text;
    this.output.write(`\r\u001b[K${this.line}`);
  }
}

/** `[██████░░░░░░] 12/48  3.4 pictures/s  11 s left` */
export function progressText(done: number, total: number, milliseconds: number): string {
  const filled = total === 0 ? BAR : Math.round((done / total) * BAR);
  const bar = `[${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}] ${done}/${total}`;
  if (done === 0 || milliseconds <= 0) return bar;
  const perSecond = (1000 * done) / milliseconds;
  return `${bar}  ${perSecond.toFixed(1)} pictures/s  ${timeLeft((total - done) / perSecond)}`;
}

/** `11 s left`, `3 min left`, `1.5 h left` */
export function timeLeft(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s left`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min left` : `${(seconds / 3600).toFixed(1)} h left`;
}
