import type { ConsoleMessage, Page } from 'playwright-core';

/**
 * Collects what goes wrong in the documents that extensions show: what they log as errors, what their scripts throw, what
 * their security policy blocks. Errors of the workbench itself (no network, optional natives) stay out.
 *
 * @returns a list that grows while the page lives
 */
export function watchWebviewErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && isFromWebview(message)) errors.push(message.text());
  });
  page.on('pageerror', (error) => {
    if (!error.stack?.includes('/workbench.js')) errors.push(error.message);
  });
  return errors;
}

/** The document of a webview is written by script and so has no address; its frame and its resources have. */
function isFromWebview(message: ConsoleMessage): boolean {
  const { url } = message.location();
  if (url === '') return !message.text().startsWith('A bad HTTP response code (404)'); // the workbench's own service worker
  return /\/webview\/browser\/pre\/|vscode-resource/.test(url);
}
