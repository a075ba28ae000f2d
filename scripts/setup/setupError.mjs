/** A step of the set-up that failed for a reason that the reader can remove: what failed, and what to do about it. */
export class SetupError extends Error {
  /**
   * @param {string} what one sentence: the step, the file or program, the reason
   * @param {string} remedy what to do next
   * @param {{ cause?: unknown, output?: string }} [options] output: the last lines of the program that failed
   */
  constructor(what, remedy, options = {}) {
    super(what, { cause: options.cause });
    this.name = 'SetupError';
    this.remedy = remedy;
    this.output = options.output;
  }

  /**
   * What was thrown, with a remedy where the system's error code tells one.
   * @param {unknown} thrown
   * @param {string} doing what was being done: "Unpacking the wheel"
   * @returns {SetupError}
   */
  static from(thrown, doing) {
    if (thrown instanceof SetupError) return thrown;
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (
      thrown instanceof Error ? thrown : new Error(String(thrown))
    );
    return new SetupError(`${doing} failed: ${message}`, remedyForCode(code), { cause: thrown });
  }

  /** The error as text for a terminal. */
  toText() {
    const output = this.output ? `\n${indent(this.output)}` : '';
    return `${this.message}${output}\n  What to do: ${this.remedy}`;
  }
}

/** @param {string | undefined} code */
function remedyForCode(code) {
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFullRemedy;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return 'Make the folder writable for you, or set XCEPTION_CACHE to a folder that is.';
  }
  return 'Run "npm run doctor" to see what is there and what is missing.';
}

export const diskFullRemedy =
  'The disk is full. Free some space, or set XCEPTION_CACHE to a folder on a larger disk, and run it again.';

/** @param {string} text */
function indent(text) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  | ${line}`)
    .join('\n');
}
