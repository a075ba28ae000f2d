import { XceptionError, type ErrorData } from './xceptionError';

/**
 * A method map: for each method its parameters, its result and, if it reports on its way, its progress. Both ends are
 * typed from the same map, so a call that the other side does not know is a compile error.
 */
export type MethodMap = Record<string, { params: unknown; result: unknown; progress?: unknown }>;

type Progress<M extends MethodMap, K extends keyof M> = M[K] extends { progress: infer P } ? P : never;

/** What a handler gets beside its parameters. */
export interface CallContext<P> {
  /** Aborted when the caller cancels or goes away. */
  readonly signal: AbortSignal;
  readonly progress: (value: P) => void;
}

export type Handlers<M extends MethodMap> = {
  readonly [K in keyof M]: (
    params: M[K]['params'],
    context: CallContext<Progress<M, K>>,
  ) => M[K]['result'] | Promise<M[K]['result']>;
};

export interface CallOptions<P> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((value: P) => void) | undefined;
}

/** What travels. Plain data, so that it passes structured clone and JSON alike. */
export type RpcMessage =
  | { readonly rpc: 'call'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly rpc: 'cancel'; readonly id: number }
  | { readonly rpc: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly rpc: 'ok'; readonly id: number; readonly value: unknown }
  | { readonly rpc: 'err'; readonly id: number; readonly error: ErrorData };

/** Anything that carries messages both ways: a child process' channel, a webview's postMessage. */
export interface Transport {
  send(message: RpcMessage): void;
  /** Called once, by the endpoint. */
  listen(receive: (message: unknown) => void): void;
}

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: XceptionError) => void;
  readonly onProgress: ((value: never) => void) | undefined;
  readonly stopListening: () => void;
}

/**
 * One end of a typed, cancellable remote procedure call. The same class serves host and panel, host and inference
 * process. A handler that throws answers with its error; {@link close} fails every call still open: nothing is ever
 * left waiting.
 *
 * @typeParam Local - methods this end answers
 * @typeParam Remote - methods the other end answers
 */
export class Endpoint<Local extends MethodMap, Remote extends MethodMap> {
  private readonly pending = new Map<number, PendingCall>();
  private readonly running = new Map<number, AbortController>();
  private nextId = 1;
  private closed: XceptionError | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly handlers: Handlers<Local>,
  ) {
    transport.listen((message) => {
      this.receive(message);
    });
  }

  /**
   * Calls a method of the other end.
   *
   * @throws XceptionError with the other end's code; `cancelled` as soon as `signal` aborts, without waiting for the
   * other end; the reason given to {@link close} if the connection ends first.
   */
  call<K extends keyof Remote & string>(
    method: K,
    params: Remote[K]['params'],
    options: CallOptions<Progress<Remote, K>> = {},
  ): Promise<Remote[K]['result']> {
    if (this.closed) return Promise.reject(this.closed);
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(cancelled());
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.settle(id)?.reject(cancelled());
        this.post({ rpc: 'cancel', id });
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.pending.set(id, {
        resolve,
        reject,
        onProgress: options.onProgress,
        stopListening: () => signal?.removeEventListener('abort', abort),
      });
      const failure = this.post({ rpc: 'call', id, method, params });
      if (failure) this.settle(id)?.reject(failure);
    });
  }

  /** Ends the connection: calls in both directions are over, and later ones fail with `reason`. */
  close(reason: XceptionError): void {
    if (this.closed) return;
    this.closed = reason;
    for (const id of [...this.pending.keys()]) this.settle(id)?.reject(reason);
    for (const controller of this.running.values()) controller.abort(reason);
    this.running.clear();
  }

  private settle(id: number): PendingCall | undefined {
    const call = this.pending.get(id);
    this.pending.delete(id);
    call?.stopListening();
    return call;
  }

  /** Returns the error instead of throwing: a transport may have gone between two messages, which is no bug here. */
  private post(message: RpcMessage): XceptionError | undefined {
    if (this.closed) return this.closed;
    try {
      this.transport.send(message);
      return undefined;
    } catch (thrown) {
      return XceptionError.from(thrown);
    }
  }

  private receive(message: unknown): void {
    if (this.closed || !isRpcMessage(message)) return;
    switch (message.rpc) {
      case 'call':
        void this.answer(message.id, message.method, message.params);
        return;
      case 'cancel':
        this.running.get(message.id)?.abort(cancelled());
        return;
      case 'progress':
        this.pending.get(message.id)?.onProgress?.(message.value as never);
        return;
      case 'ok':
        this.settle(message.id)?.resolve(message.value);
        return;
      case 'err':
        this.settle(message.id)?.reject(errorOf(message));
        return;
    }
  }

  private async answer(id: number, method: string, params: unknown): Promise<void> {
    const controller = new AbortController();
    this.running.set(id, controller);
    try {
      if (!Object.hasOwn(this.handlers, method)) {
        throw new XceptionError('internal', `The other side asked for "${method}", which is not known here.`);
      }
      const handler = this.handlers[method as keyof Local];
      const value: unknown = await handler(params, {
        signal: controller.signal,
        progress: (progress) => this.post({ rpc: 'progress', id, value: progress }),
      });
      const failure = this.post({ rpc: 'ok', id, value });
      // The value itself could not be sent (it holds a function, say): the caller must still hear of it.
      if (failure && !this.closed) this.post({ rpc: 'err', id, error: failure.toData() });
    } catch (thrown) {
      this.post({ rpc: 'err', id, error: XceptionError.from(thrown).toData() });
    } finally {
      this.running.delete(id);
    }
  }
}

/** The other end's error; one without a message is still an end of the call. */
function errorOf({ error }: { readonly error?: Partial<ErrorData> | null }): XceptionError {
  const { code = 'internal', message = 'The other side failed without saying why.' } = error ?? {};
  return new XceptionError(code, message);
}

function cancelled(): XceptionError {
  return new XceptionError('cancelled', 'Cancelled.');
}

function isRpcMessage(message: unknown): message is RpcMessage {
  if (typeof message !== 'object' || message === null) return false;
  const { rpc, id } = message as { rpc?: unknown; id?: unknown };
  return typeof rpc === 'string' && typeof id === 'number';
}
