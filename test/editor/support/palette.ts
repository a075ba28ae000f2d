import type { Page } from 'playwright-core';
import { QuickPick } from './quickPick';

/** How long a command may take to become known, after the window was loaded. */
const PATIENCE_MS = 60_000;

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
    await this.page.keyboard.press('F1');
    await this.box.opened();
    await this.box.input.fill(`>${text}`);
    return this.box;
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
