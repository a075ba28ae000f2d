import { chromium } from 'playwright-core';

/**
 * Names outside this machine are answered "not found" at once, so that nothing waits for a network, and the browser's own
 * services stay off. Its sandbox is off too: it refuses to start with one as root, and shows only pages of this project.
 */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-extensions',
  '--disable-sync',
  '--no-first-run',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/**
 * @param {string} executablePath a browser of the Chromium family
 * @returns {Promise<import('playwright-core').Browser>} without a window; it ends when this process does
 */
export function startBrowser(executablePath) {
  return chromium.launch({
    executablePath,
    headless: true,
    args: ARGS,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
