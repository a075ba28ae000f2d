import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './contextMenu';
import { exactly } from './exactly';

/** A tree that an extension shows in the side bar or the panel. */
export class TreeView {
  constructor(
    private readonly page: Page,
    private readonly title: string,
  ) {}

  /** Everything on screen, from top to bottom. */
  get rows(): Locator {
    return this.tree.locator('.monaco-list-row');
  }

  /** The row with exactly this label. */
  row(label: string): Locator {
    return this.rows.filter({ has: this.page.locator('.label-name', { hasText: exactly(label) }) });
  }

  /** Labels on screen, from top to bottom. */
  labels(): Promise<readonly string[]> {
    return this.rows.locator('.label-name').allInnerTexts();
  }

  /** Opens a row that has children. */
  async expand(label: string): Promise<void> {
    const row = this.row(label);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'true') return;
    await row.locator('.monaco-tl-twistie').click();
    await row.and(this.page.locator('[aria-expanded=true]')).waitFor();
  }

  /** Opens the menu of a row. */
  async contextMenu(label: string): Promise<ContextMenu> {
    await this.row(label).click({ button: 'right' });
    return ContextMenu.opened(this.page);
  }

  private get tree(): Locator {
    return this.page.getByRole('tree', { name: this.title, exact: true });
  }
}
