import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './contextMenu';
import { exactly } from './exactly';

/** The files of the workspace in the side bar. */
export class Explorer {
  constructor(private readonly page: Page) {}

  /** The row of a file or folder, by its name. */
  row(name: string): Locator {
    const label = this.page.locator('.label-name', { hasText: exactly(name) });
    return this.rows.filter({ has: label });
  }

  /** Brings the explorer to the front of the side bar. */
  async show(): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: /^Explorer/ });
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    await this.rows.first().waitFor();
  }

  /**
   * Selects exactly these rows. A plain click also opens the file; only when that is done does Ctrl+click add to the
   * selection, because a Ctrl+click alone adds to whatever has the focus.
   */
  async select(first: string, ...others: readonly string[]): Promise<void> {
    await this.row(first).click();
    await this.page.locator('.tab.active', { hasText: first }).waitFor();
    for (const name of others) await this.row(name).click({ modifiers: ['ControlOrMeta'] });
    for (const name of [first, ...others]) await this.row(name).and(this.selected).waitFor();
    assert.equal(await this.selected.count(), 1 + others.length, 'no other row is selected');
  }

  /** Opens the menu of a row; with several rows selected, of all of them. */
  async contextMenu(name: string): Promise<ContextMenu> {
    await this.row(name).click({ button: 'right' });
    return ContextMenu.opened(this.page);
  }

  private get rows(): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list-row');
  }

  private get selected(): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list-row[aria-selected=true]');
  }
}
