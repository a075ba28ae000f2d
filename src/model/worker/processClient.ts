import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { Endpoint, type CallOptions, type MethodMap } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';
import { childTransport } from './childTransport';
import { describeEnd, forkProcess, lastLinesOf } from './forkEnvironment';

export type ProcessState = 'stopped' | 'starting' | 'ready' | 'busy';

export interface ProcessOptions {
  /** Path of the process' bundled entry. */
  readonly entry: string;
  /** The process ends after so many milliseconds without work, which gives its memory back; 0 is never. */
  readonly idleMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** False lets this process end while the other one waits for work; its end ends that one too. True by default. */
  readonly holdsParent?: boolean;
  /** What the process writes to stderr, line by line. */
  readonly onLog?: (line: string) => void;
  readonly onState?: (state: ProcessState) => void;
}

const DEFAULT_IDLE_MS = 5 * 60_000;
/** After so many ends in a row without an answer in between, a start waits; each further one doubles the wait. */
const FREE_RESTARTS = 1;
const FIRST_BACKOFF_MS = 500;
const LAST_BACKOFF_MS = 30_000;

/** What only those know who write a client of one process. */
export interface ProcessKind {
  /** In messages, as the beginning of a sentence: `The inference process`. */
  readonly title: string;
  /** Arguments of the process. */
  readonly args?: readonly string[];
  /** What to do when the process ends before it has answered anything. */
  readonly neverAnswered?: string;
}

type ProgressOf<M extends MethodMap, K extends keyof M> = M[K] extends { progress: infer P } ? P : never;

interface Running<M extends MethodMap> {
  readonly child: ChildProcess;
  readonly endpoint: Endpoint<MethodMap, M>;
  answered: boolean;
}

/**
 * A process of this product as its callers see it: forked on first use, ended when idle, restarted after a fault. A native
 * crash ends that process, never the caller: every call it had open fails with `process-ended` and the next call starts
 * a fresh one, after a wait that grows while it keeps failing.
 */
export class ProcessClient<M extends MethodMap> {
  private running: Running<M> | undefined;
  private open = 0;
  private endsInARow = 0;
  private idleTimer: NodeJS.Timeout | undefined;
  private disposed = false;
  private current: ProcessState = 'stopped';

  constructor(
    private readonly kind: ProcessKind,
    private readonly options: ProcessOptions,
  ) {}

  get state(): ProcessState {
    return this.current;
  }

  get pid(): number | undefined {
    return this.running?.child.pid;
  }

  /**
   * Calls a method of the process, starting it if need be.
   *
   * @throws XceptionError what the method throws; `process-ended` when the process dies before it answers; `cancelled`
   */
  async call<K extends keyof M & string>(
    method: K,
    params: M[K]['params'],
    options: CallOptions<ProgressOf<M, K>> = {},
  ): Promise<M[K]['result']> {
    this.open++;
    clearTimeout(this.idleTimer);
    try {
      const running = await this.start(options.signal);
      holdParent(running.child, true);
      this.setState('busy');
      const result = await running.endpoint.call(method, params, options);
      running.answered = true;
      this.endsInARow = 0;
      return result;
    } finally {
      this.open--;
      if (this.open === 0 && this.running) this.becomeIdle();
    }
  }

  /** Ends the process; calls still open fail with `process-ended`. A later call starts a new one. */
  async stop(): Promise<void> {
    const { running } = this;
    if (!running) return;
    this.forget(running, new XceptionError('process-ended', `${this.kind.title} was stopped.`));
    await endChild(running.child);
  }

  /** {@link stop}, for good. */
  async dispose(): Promise<void> {
    this.disposed = true;
    await this.stop();
  }

  private async start(signal: AbortSignal | undefined): Promise<Running<M>> {
    const failures = this.endsInARow - FREE_RESTARTS;
    if (!this.running && failures > 0) {
      await pause(Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), LAST_BACKOFF_MS), signal);
    }
    if (this.disposed) throw new XceptionError('process-ended', `${this.kind.title} was shut down.`);
    // Another call may have started it during the wait.
    return this.running ?? this.launch();
  }

  private launch(): Running<M> {
    this.setState('starting');
    const child = forkProcess(this.options.entry, this.kind.args, this.options.env);
    const running: Running<M> = {
      child,
      endpoint: new Endpoint<MethodMap, M>(childTransport(child), {}),
      answered: false,
    };
    this.running = running;
    const lastLines = lastLinesOf(child, this.options.onLog);
    child.once('error', (error) => {
      this.ended(running, `it could not be started: ${error.message}`);
    });
    child.once('exit', (code, signal) => {
      this.ended(running, describeEnd(code, signal, lastLines));
    });
    return running;
  }

  private ended(running: Running<M>, how: string): void {
    if (this.running !== running) return;
    this.endsInARow++;
    const advice =
      (running.answered ? undefined : this.kind.neverAnswered) ?? 'Try again: it is started anew by itself.';
    this.forget(
      running,
      new XceptionError('process-ended', `${this.kind.title} ended unexpectedly (${how}). ${advice}`),
    );
  }

  private forget(running: Running<M>, reason: XceptionError): void {
    clearTimeout(this.idleTimer);
    this.running = undefined;
    running.endpoint.close(reason);
    this.setState('stopped');
  }

  private becomeIdle(): void {
    this.setState('ready');
    if (this.running && this.options.holdsParent === false) holdParent(this.running.child, false);
    const idleMs = this.options.idleMs ?? DEFAULT_IDLE_MS;
    if (idleMs === 0) return;
    this.idleTimer = setTimeout(() => void this.stop(), idleMs);
    this.idleTimer.unref();
  }

  private setState(state: ProcessState): void {
    if (state === this.current) return;
    this.current = state;
    this.options.onState?.(state);
  }
}

/** Asks once, then insists: a process inside a native call does not hear SIGTERM's handler. */
async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), 2000);
  await exited;
  clearTimeout(insist);
}

/** Whether this process waits for a child, its messages and its last words before it ends. */
function holdParent(child: ChildProcess, hold: boolean): void {
  const stderr = child.stderr as Socket | null;
  for (const handle of [child, child.channel, stderr]) {
    if (hold) handle?.ref();
    else handle?.unref();
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(new XceptionError('cancelled', 'Cancelled.'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
