import type { Locator, Page } from 'playwright-core';

/** The bar at the bottom of the window. */
export class StatusBar {
  constructor(private readonly page: Page) {}

  /** The entry that contains a text. */
  item(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item', { hasText: text });
  }

  /** Presses an entry. */
  async press(text: string | RegExp): Promise<void> {
    await this.item(text).getByRole('button').click();
  }
}
