/** What VS Code gives a webview, once per load. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  /** What the last load of this panel put away, if anything. */
  getState(): unknown;
  setState(state: unknown): void;
}
