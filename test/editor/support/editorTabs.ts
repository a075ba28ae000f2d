import type { Locator, Page } from 'playwright-core';
import { exactly } from './exactly';

/** The tabs of the editor area. */
export class EditorTabs {
  constructor(private readonly page: Page) {}

  /** The tab with exactly this title. */
  tab(title: string): Locator {
    return this.page
      .locator('.tabs-container .tab')
      .filter({ has: this.page.locator('.label-name', { hasText: exactly(title) }) });
  }

  /** Titles from left to right. */
  titles(): Promise<readonly string[]> {
    return this.page.locator('.tabs-container .tab .label-name').allInnerTexts();
  }

  /** Brings a tab to the front. */
  async show(title: string): Promise<void> {
    await this.tab(title).click();
    await this.tab(title).and(this.page.locator('.active')).waitFor();
  }

  /** Closes a tab. */
  async close(title: string): Promise<void> {
    await this.tab(title).hover();
    await this.tab(title).locator('.tab-actions .action-label').click();
    await this.tab(title).waitFor({ state: 'detached' });
  }
}
