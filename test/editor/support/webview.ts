import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The documents that one extension shows in the workbench. */
export class Webview {
  constructor(
    private readonly page: Page,
    private readonly extensionId: string,
  ) {}

  /**
   * The extension's document in the visible panel or view: VS Code puts it into a frame inside a frame of its own.
   * With several visible at once, `index` counts them in the order in which they were made.
   */
  frame(index = 0): FrameLocator {
    return this.outer.nth(index).contentFrame().frameLocator('#active-frame');
  }

  /** Elements of that document. */
  locator(selector: string, options?: { readonly hasText: string | RegExp }): Locator {
    return this.frame().locator(selector, options);
  }

  /** How many documents of the extension are visible. */
  count(): Promise<number> {
    return this.outer.count();
  }

  private get outer(): Locator {
    return this.page.locator(`iframe.webview.ready[src*="extensionId=${this.extensionId}"]:visible`);
  }
}
