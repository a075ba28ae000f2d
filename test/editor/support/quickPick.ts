import type { Locator, Page } from 'playwright-core';
import { exactly } from './exactly';

/** The box at the top of the window: command palette, choice from a list, or a question. */
export class QuickPick {
  constructor(private readonly page: Page) {}

  /** The text field. */
  get input(): Locator {
    return this.widget.locator('.quick-input-box input');
  }

  /** The entry with exactly this label. */
  item(label: string): Locator {
    const name = this.page.locator(
      '.quick-input-list-label .label-name, .quick-input-list-entry .label-name',
      {
        hasText: exactly(label),
      },
    );
    return this.widget.locator('.monaco-list-row').filter({ has: name });
  }

  /** Labels of the entries on screen, from top to bottom. */
  async labels(): Promise<readonly string[]> {
    return this.widget
      .locator('.monaco-list-row .quick-input-list-rows > .quick-input-list-row:first-child .label-name')
      .allInnerTexts();
  }

  /** Waits until it is open. */
  async opened(): Promise<void> {
    await this.input.waitFor();
  }

  /** Whether the entry appears within the next seconds. */
  async offers(label: string): Promise<boolean> {
    const shown = this.item(label).waitFor({ timeout: 2_000 });
    return shown.then(
      () => true,
      () => false,
    );
  }

  /** Chooses the entry with exactly this label. */
  async pick(label: string): Promise<void> {
    await this.item(label).click();
  }

  /** Answers the question with a text. */
  async answer(text: string): Promise<void> {
    await this.input.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Closes it without an answer. */
  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.input.waitFor({ state: 'hidden' });
  }

  private get widget(): Locator {
    return this.page.locator('.quick-input-widget');
  }
}
