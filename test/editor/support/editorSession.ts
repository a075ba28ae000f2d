import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { openWorkbench } from '../../../scripts/editorHost/workbench.mjs';
import { projectRoot } from '../../support/paths';
import { makeWorkspace, type Workspace } from '../../support/workspace';
import { EditorTabs } from './editorTabs';
import { Explorer } from './explorer';
import { commandTitle, containerTitle, extensionId } from './manifest';
import { Notifications } from './notifications';
import { Palette } from './palette';
import { QuickPick } from './quickPick';
import type { RunningHost } from './sharedHost';
import { Sidebar } from './sidebar';
import { StatusBar } from './statusBar';
import { Settings } from './settings';
import { watchWebviewErrors } from './watchWebviewErrors';
import { Webview } from './webview';

type WorkspaceFiles = Readonly<Record<string, string | Uint8Array>>;

/** How a session starts. */
export interface SessionOptions {
  /** More files for the workspace, by their path in it; those that have to be made first, as what makes them. */
  readonly files?: WorkspaceFiles | (() => Promise<WorkspaceFiles>);
  /** Settings on top of the quiet ones that every session has. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The display language, English unless said. VS Code's own words stay English. */
  readonly language?: string;
  /** Whether the workspace is in Restricted Mode until it is trusted. */
  readonly restricted?: boolean;
}

/** How long a step in the workbench may take on a machine that is busy with something else. */
const PATIENCE_MS = 30_000;
const START_MS = 120_000;

/** One window of VS Code with the extension, on a workspace of its own, as a person would see and use it. */
export class EditorSession {
  readonly explorer: Explorer;
  readonly notifications: Notifications;
  readonly palette: Palette;
  readonly quickPick: QuickPick;
  readonly settings: Settings;
  readonly sidebar: Sidebar;
  readonly statusBar: StatusBar;
  readonly tabs: EditorTabs;
  readonly webview: Webview;
  /** What has gone wrong in the documents that the extension shows. */
  readonly webviewErrors: readonly string[];

  private constructor(
    readonly page: Page,
    readonly workspace: Workspace,
    settingsFile: string,
    private readonly context: BrowserContext,
  ) {
    this.palette = new Palette(page);
    this.explorer = new Explorer(page);
    this.notifications = new Notifications(page, this.palette);
    this.quickPick = new QuickPick(page);
    this.settings = new Settings(page, settingsFile);
    this.sidebar = new Sidebar(page);
    this.statusBar = new StatusBar(page);
    this.tabs = new EditorTabs(page);
    this.webview = new Webview(page, extensionId);
    this.webviewErrors = watchWebviewErrors(page);
  }

  /** Opens a window and waits until the workspace and the extension's contributions are there. */
  static async open(host: RunningHost, options: SessionOptions = {}): Promise<EditorSession> {
    const { files } = options;
    const workspace = makeWorkspace(typeof files === 'function' ? await files() : files);
    const context = await host.browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const session = new EditorSession(page, workspace, host.folders.settings, context);
    try {
      session.settings.replace(options.settings ?? {});
      const { extensionDevelopmentPath } = host;
      await openWorkbench(page, host.server, {
        folder: workspace.folder,
        ...(options.language !== undefined && { language: options.language }),
        ...(extensionDevelopmentPath === undefined ? {} : { extensionDevelopmentPath }),
      });
      await session.ready();
      await session.explorer.row('notes.md').waitFor({ timeout: START_MS });
      return session;
    } catch (error) {
      await session.screenshot('failed-to-open').catch(() => undefined);
      await session.dispose();
      throw error;
    }
  }

  /** Reloads the window as a person would, and waits until it is back. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.palette.run('Developer: Reload Window');
    await loaded;
    await this.ready();
    await this.palette.knows(commandTitle); // the side bar is restored from memory, before the extension is known
  }

  /** Writes what the window shows to `out/screenshots/NAME.png`. */
  async screenshot(name: string): Promise<void> {
    const folder = path.join(projectRoot, 'out', 'screenshots');
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
  }

  /** Closes the window and removes the workspace. */
  async dispose(): Promise<void> {
    await this.context.close();
    this.workspace.dispose();
  }

  /** The side bar shows before extensions are known: a menu that is opened too early lacks their entries. */
  private async ready(): Promise<void> {
    await this.sidebar.tab(containerTitle ?? 'Explorer').waitFor({ timeout: START_MS });
  }
}
