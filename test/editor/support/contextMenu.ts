import type { Locator, Page } from 'playwright-core';

/** An open menu of the workbench. */
export class ContextMenu {
  private constructor(private readonly page: Page) {}

  /** Waits for the menu that was just asked for. */
  static async opened(page: Page): Promise<ContextMenu> {
    const menu = new ContextMenu(page);
    await menu.element.getByRole('menuitem').first().waitFor();
    return menu;
  }

  /** The entries, by their titles. */
  item(title: string): Locator {
    return this.element.getByRole('menuitem', { name: title, exact: true });
  }

  /** Titles from top to bottom. */
  async titles(): Promise<readonly string[]> {
    return this.element.locator('.action-label:not(.separator)').allInnerTexts();
  }

  /** Chooses an entry. A menu ignores the mouse for its first 100 ms or so: clicks until it has closed. */
  async pick(title: string): Promise<void> {
    await this.item(title).waitFor();
    while (await this.element.isVisible()) {
      await this.item(title)
        .click({ timeout: 2_000 })
        .catch(() => undefined); // closed by the click before
      await this.closed(1_000).catch(() => undefined); // still open: click again
    }
  }

  /** Closes it without choosing. */
  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.closed();
  }

  private closed(timeout?: number): Promise<void> {
    return this.element.waitFor({ state: 'detached', ...(timeout === undefined ? {} : { timeout }) });
  }

  private get element(): Locator {
    return this.page.locator('.monaco-menu').first();
  }
}
