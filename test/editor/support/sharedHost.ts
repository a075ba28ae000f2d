import type { Browser } from 'playwright-core';
import { startBrowser } from '../../../scripts/editorHost/browser.mjs';
import { installVsix } from '../../../scripts/editorHost/installVsix.mjs';
import { provideEditorHost } from '../../../scripts/editorHost/provide.mjs';
import { EditorServer } from '../../../scripts/editorHost/server.mjs';
import {
  removeFolders,
  RESTRICTED_SETTINGS,
  temporaryFolders,
  type SessionFolders,
} from '../../../scripts/editorHost/sessionFolders.mjs';
import { SetupError } from '../../../scripts/setup/setupError.mjs';
import { projectRoot } from '../../support/paths';

/** A server and a browser, used by all test files one after the other. */
export interface RunningHost {
  readonly server: EditorServer;
  readonly browser: Browser;
  readonly folders: SessionFolders;
  /** The source to load; undefined when a packaged extension was installed (`XCEPTION_TEST_VSIX`). */
  readonly extensionDevelopmentPath: string | undefined;
}

interface SharedHost {
  users: number;
  running: Promise<RunningHost> | undefined;
  /** A server that trusts no folder; it stands beside the usual one, for the suites that look at Restricted Mode. */
  restricted?: Promise<RunningHost> | undefined;
}

/** Test files are bundles of their own, so what they share hangs on the process. */
const globals = globalThis as unknown as Record<symbol, SharedHost | undefined>;
const shared = (globals[Symbol.for('xception.test.editorHost')] ??= { users: 0, running: undefined });

/** Announces that a suite will need the host; {@link releaseHost} is due for each. */
export function retainHost(): void {
  shared.users += 1;
}

/** The host, started by the first suite that asks. */
export function startHost(restricted = false): Promise<RunningHost> {
  return restricted ? (shared.restricted ??= start(true)) : (shared.running ??= start(false));
}

/** Stops the host when no other suite will need it. */
export async function releaseHost(): Promise<void> {
  shared.users -= 1;
  if (shared.users === 0) await stopHost();
}

/** Stops the host, if it runs. */
export async function stopHost(): Promise<void> {
  const started = [shared.running, shared.restricted];
  shared.running = undefined;
  shared.restricted = undefined;
  for (const starting of started) {
    const running = await starting?.catch(() => undefined); // a failed start has cleaned up
    if (running) await stop(running.folders, running.server, running.browser);
  }
}

async function start(asksForTrust: boolean): Promise<RunningHost> {
  const host = await provide();
  const folders = temporaryFolders(asksForTrust ? RESTRICTED_SETTINGS : undefined);
  let server: EditorServer | undefined;
  let browser: Browser | undefined;
  try {
    const vsix = process.env['XCEPTION_TEST_VSIX'];
    if (vsix) await installVsix(host, folders, vsix);
    // A suite's window never comes back, so its extension shall not linger beside the next suite's.
    server = new EditorServer({ host, folders, asksForTrust, graceSeconds: 1 });
    browser = await startBrowser(host.browser);
    await server.ready;
    return { server, browser, folders, extensionDevelopmentPath: vsix ? undefined : projectRoot };
  } catch (error) {
    await stop(folders, server, browser);
    throw error;
  }
}

async function provide(): Promise<Awaited<ReturnType<typeof provideEditorHost>> & { browser: string }> {
  try {
    const host = await provideEditorHost({ progress: console.log });
    if (host.browser === undefined) throw new Error('No browser was provided.');
    return { ...host, browser: host.browser };
  } catch (error) {
    throw error instanceof SetupError ? new Error(error.toText(), { cause: error }) : error;
  }
}

async function stop(folders: SessionFolders, server?: EditorServer, browser?: Browser): Promise<void> {
  await browser?.close();
  await server?.stop();
  removeFolders(folders);
}
