/**
 * What went wrong, as a stable word that scripts, tests and the panel can switch on. The message is for people; the code
 * is for programs.
 */
export type ErrorCode =
  | 'usage'
  | 'cancelled'
  | 'input-size'
  | 'file-missing'
  | 'file-unreadable'
  | 'image-unreadable'
  | 'image-unsupported'
  | 'image-too-large'
  | 'model-missing'
  | 'model-unreadable'
  | 'model-unsupported'
  | 'model-mismatch'
  | 'download-failed'
  | 'native-missing'
  | 'process-ended'
  | 'timeout'
  | 'internal';

/** The form in which an error crosses a process or window boundary. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * The one error that this product throws on purpose. Its message says what failed, for which file, and what to do next;
 * `code` says it to programs; `cause` keeps what was caught.
 */
export class XceptionError extends Error {
  override readonly name = 'XceptionError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }

  /** Whatever was thrown, as a {@link XceptionError}: itself, or its message under the code `internal`. */
  static from(thrown: unknown, code: ErrorCode = 'internal'): XceptionError {
    if (thrown instanceof XceptionError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new XceptionError(code, message, { cause: thrown });
  }

  /** The plain data that is sent to the other side of a boundary. */
  toData(): ErrorData {
    return { code: this.code, message: this.message };
  }
}
