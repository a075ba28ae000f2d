import type { Page } from 'playwright-core';
import { QuickPick } from './quickPick';

/** How long a command may take to become known, after the window was loaded. */
const PATIENCE_MS = 60_000;

/** How long an open palette may take to be typed into, before it is taken for closed again. */
const FILL_MS = 3_000;

/** The command palette. */
export class Palette {
  private readonly box: QuickPick;

  constructor(private readonly page: Page) {
    this.box = new QuickPick(page);
  }

  /**
   * Runs the command with exactly this title, category included: "Notifications: Clear All Notifications".
   *
   * @throws Error when there is no such command
   */
  async run(title: string): Promise<void> {
    await this.open(title);
    await this.box.pick(title);
  }

  /** Waits until there is a command with exactly this title. */
  async knows(title: string): Promise<void> {
    await this.open(title);
    await this.box.cancel();
  }

  /** Opens it and shows the commands that match; {@link QuickPick.cancel} closes it. */
  async search(text: string): Promise<QuickPick> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      await this.page.keyboard.press('F1');
      try {
        await this.box.opened();
        await this.box.input.fill(`>${text}`, { timeout: FILL_MS });
        return this.box;
      } catch (error) {
        // A panel that is being restored takes the focus, which closes a palette that has just opened.
        if (Date.now() > end) throw error;
      }
    }
  }

  /** The palette lists what is known when it opens, so a command that is registered later needs another look. */
  private async open(title: string): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      await this.search(title);
      if (await this.box.offers(title)) return;
      await this.box.cancel();
      if (Date.now() > end) throw new Error(`The command palette does not offer "${title}".`);
    }
  }
}
