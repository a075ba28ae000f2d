import { EditorSession, type SessionOptions } from './editorSession';
import { releaseHost, retainHost, startHost, stopHost } from './sharedHost';

/** The first use installs the editor. */
const INSTALL_MS = 900_000;
const TEST_MS = 120_000;

/**
 * Gives a suite one window of the editor, from its first test to its last. Call it first in `describe`:
 *
 *     describe('the menu of a picture', function () {
 *       const editor = useEditor(this);
 *       it('opens', async () => {
 *         const { explorer } = editor();
 *
 * All suites of one run share a server and a browser. A test that fails leaves a picture in `out/screenshots`.
 *
 * @returns the window; only inside tests and hooks
 */
export function useEditor(suite: Mocha.Suite, options: SessionOptions = {}): () => EditorSession {
  let session: EditorSession | undefined;
  retainHost();
  suite.timeout(TEST_MS);
  suite.beforeAll('opens the editor', async function () {
    this.timeout(INSTALL_MS);
    session = await EditorSession.open(await startHost(options.restricted), options);
  });
  suite.afterEach('keeps a picture of a failure', async function () {
    if (this.currentTest?.state === 'failed') await session?.screenshot(pictureName(this.currentTest));
  });
  suite.afterAll('closes the editor', async () => {
    await session?.dispose();
    await releaseHost();
  });
  stopAtTheEnd(suite);
  return () => {
    if (!session) throw new Error('The editor is open only while the tests of its suite run.');
    return session;
  };
}

/** With some suites left out of a run, nobody else would stop the host. */
function stopAtTheEnd(suite: Mocha.Suite): void {
  let root = suite;
  while (root.parent) root = root.parent;
  root.afterAll('stops the editor', stopHost);
}

function pictureName(test: Mocha.Test): string {
  return `failed-${test.fullTitle().replace(/\W+/g, '-').toLowerCase().slice(0, 100)}`;
}
