import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** The themes that every VS Code brings: their names in the settings and the classes that they give the workbench. */
const THEMES = {
  dark: { label: 'Dark Modern', workbench: 'vs-dark', webview: 'vscode-dark' },
  light: { label: 'Light Modern', workbench: 'vs', webview: 'vscode-light' },
  highContrastDark: {
    label: 'Default High Contrast',
    workbench: 'hc-black',
    webview: 'vscode-high-contrast',
  },
  highContrastLight: {
    label: 'Default High Contrast Light',
    workbench: 'hc-light',
    webview: 'vscode-high-contrast-light',
  },
} as const;

/** A theme by its kind. */
export type Theme = keyof typeof THEMES;

/** All four kinds. */
export const allThemes = Object.keys(THEMES) as readonly Theme[];

/**
 * The settings of the machine that the server runs on. They stand above the user's own, and VS Code takes over changes to
 * their file at once, which this server does not do for the user's.
 */
export class Settings {
  constructor(
    private readonly page: Page,
    private readonly file: string,
  ) {}

  /** Leaves only these. */
  replace(values: Readonly<Record<string, unknown>>): void {
    writeFileSync(this.file, JSON.stringify(values, null, 2));
  }

  /** Changes these; `undefined` removes one. */
  update(values: Readonly<Record<string, unknown>>): void {
    const before = JSON.parse(readFileSync(this.file, 'utf8')) as Record<string, unknown>;
    this.replace({ ...before, ...values });
  }

  /** Switches the colour theme and waits until the workbench and the documents in it have it. */
  async setTheme(theme: Theme): Promise<void> {
    const { label, workbench, webview } = THEMES[theme];
    this.update({ 'workbench.colorTheme': label });
    await this.page.locator(`.monaco-workbench.${workbench}`).waitFor();
    for (const frame of await this.page.locator('iframe.webview.ready:visible').all()) {
      const document = frame.contentFrame().frameLocator('#active-frame');
      await document.locator(`body[data-vscode-theme-kind="${webview}"]`).waitFor();
    }
  }
}
