import type { Locator, Page } from 'playwright-core';
import type { Palette } from './palette';

/** The messages at the lower right. */
export class Notifications {
  constructor(
    private readonly page: Page,
    private readonly palette: Palette,
  ) {}

  /** The message that contains a text. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text });
  }

  /** Waits for a message and gives its whole text. */
  async message(text: string | RegExp): Promise<string> {
    return this.toast(text).first().locator('.notification-list-item-message').innerText();
  }

  /** Presses a button of a message. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.toast(text).first().getByRole('button', { name: button, exact: true }).click();
  }

  /** Removes all messages. */
  async clear(): Promise<void> {
    await this.palette.run('Notifications: Clear All Notifications');
    await this.page
      .locator('.notifications-toasts .notification-list-item')
      .first()
      .waitFor({ state: 'detached' });
  }
}
