// `npm run editor [-- [--browser] [FOLDER]]`: VS Code with this extension, on photographs.
//
// Opens the desktop VS Code where its command `code` is on the PATH. Elsewhere, or with --browser, it serves VS Code to a
// browser on this machine until Ctrl+C.
import path from 'node:path';
import { desktopCommand } from './editorHost/desktopCommand.mjs';
import { linkExtension } from './editorHost/linkExtension.mjs';
import { provideEditorHost } from './editorHost/provide.mjs';
import { sampleWorkspace } from './editorHost/sampleWorkspace.mjs';
import { EditorServer } from './editorHost/server.mjs';
import { sessionFolders } from './editorHost/sessionFolders.mjs';
import { workbenchUrl } from './editorHost/workbench.mjs';
import { entry, root } from './setup/entry.mjs';
import { Progress } from './setup/progress.mjs';
import { run } from './setup/run.mjs';
import { setUp } from './setup/setUp.mjs';
import { SetupError } from './setup/setupError.mjs';

await entry(async () => {
  const args = process.argv.slice(2);
  const progress = new Progress();
  const { cache, environment } = await setUp({ root, progress });
  const given = args.find((arg) => !arg.startsWith('--'));
  const folder = given === undefined ? sampleWorkspace(root, cache) : path.resolve(given);
  const code = args.includes('--browser') ? undefined : desktopCommand();
  if (code !== undefined) return openDesktop(code, folder, environment);
  return serve(folder, cache, progress);
});

/**
 * @param {string} code
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the exit code
 */
async function openDesktop(code, folder, env) {
  const shell = process.platform === 'win32';
  /** @param {string} text */
  const quote = (text) => (shell ? `"${text}"` : text);
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, folder].map(quote);
  const result = await run(quote(code), args, { env, shell, inherit: true });
  if (result.code !== 0) {
    throw new SetupError(
      `"code" ended with exit code ${result.code}.`,
      'See what it says above, or use a browser: npm run editor -- --browser',
    );
  }
  return 0;
}

/**
 * @param {string} folder
 * @param {string} cache
 * @param {Progress} progress
 * @returns {Promise<number>} the exit code, when Ctrl+C was pressed
 */
async function serve(folder, cache, progress) {
  const host = await progress.step(
    'Preparing VS Code for the browser',
    (report) => provideEditorHost({ progress: report, browser: false }),
    { quiet: true },
  );
  const folders = sessionFolders(path.join(cache, 'editor'));
  linkExtension(folders, root);
  const server = new EditorServer({ host, folders, env: { XCEPTION_CACHE: cache }, graceSeconds: 60 });
  const interrupted = whenInterrupted();
  await server.ready;
  console.log(`
VS Code with this extension, for a browser on this machine:

  ${workbenchUrl(server, folder)}

After a change: npm run build, then "Developer: Reload Window". Ctrl+C ends it.`);
  const why = await Promise.race([interrupted, server.ended]);
  await server.stop();
  if (why === undefined) return 0;
  console.error(`VS Code's server ${why}:\n${server.tail}`);
  return 1;
}

/** @returns {Promise<undefined>} From here on Ctrl+C is no failure but the way to end. */
function whenInterrupted() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.removeAllListeners(signal);
      process.once(signal, () => resolve(undefined));
    }
  });
}
