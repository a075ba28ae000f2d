import type { Locator, Page } from 'playwright-core';
import { TreeView } from './treeView';

/** The side bar and the tabs of the activity bar that fill it. */
export class Sidebar {
  constructor(private readonly page: Page) {}

  /** The tab of a view container in the activity bar. */
  tab(title: string): Locator {
    return this.page.locator('.activitybar').getByRole('tab', { name: title });
  }

  /** Shows a view container. (A click on the one that is shown would hide it.) */
  async show(title: string): Promise<void> {
    const tab = this.tab(title);
    await tab.waitFor();
    if ((await tab.getAttribute('aria-expanded')) === 'true') return;
    await tab.click();
    await this.page.mouse.move(0, 0); // its tooltip would cover the first rows
    await this.page.locator('.sidebar .composite.title h2', { hasText: new RegExp(title, 'i') }).waitFor();
  }

  /** A tree in the container that is shown, by the title of its view. */
  tree(title: string): TreeView {
    return new TreeView(this.page, title);
  }
}
