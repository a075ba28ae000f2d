import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../src/model/cacheFolder';
import { useEditor } from '../../test/editor/support/useEditor';
import { projectRoot } from '../../test/support/paths';

const RUNS = 20;
const CLASSIFY = 'Classify with Xception';

/** Milliseconds of one click: until the label stood in the panel, and how much of that the engine took by its own account. */
interface Click {
  readonly total: number;
  readonly engine: number;
}

interface Watch extends Window {
  clickedAt?: number;
  labelledAt?: number;
}

/**
 * How long a person waits in the editor, beyond the network itself: from the click on "Classify with Xception" in the
 * explorer's menu to the label in the panel, with a warm engine, in the real editor. Run by `npm run bench -- editor`.
 */
describe('from the command to the label', function () {
  const cup = readFileSync(path.join(cacheFolder(), 'models', 'kitchenware', 'photographs', '0000.jpg'));
  const name = (run: number): string => `cup-${String(run).padStart(2, '0')}.jpg`;
  const editor = useEditor(this, {
    settings: { 'xception.model': 'kitchenware' },
    // A new file each time: the same one again would be told from its old answer by nothing.
    files: Object.fromEntries(Array.from({ length: RUNS + 2 }, (_, run) => [name(run), cup])),
  });
  this.timeout(600_000);

  it('is measured', async () => {
    const { explorer, page, webview } = editor();
    const clicks: Click[] = [];
    for (let run = 0; run < RUNS + 2; run++) {
      const file = name(run);
      const menu = await explorer.contextMenu(file);
      // A menu that has just opened ignores the mouse, and is clicked again: the last click is the one that counts.
      await page.evaluate(() => {
        const watch = window as Watch;
        watch.addEventListener('mouseup', () => (watch.clickedAt = Date.now()), { capture: true });
      });
      if (run > 0) {
        await webview.locator('body').evaluate((body, wanted) => {
          const watch = window as Watch;
          delete watch.labelledAt;
          const observer = new MutationObserver(() => {
            const heading = body.querySelector('h2')?.textContent ?? '';
            const answer = body.querySelector('.answer-best')?.textContent ?? '';
            if (!heading.includes(wanted) || answer === '') return;
            watch.labelledAt = Date.now();
            observer.disconnect();
          });
          observer.observe(body, { childList: true, subtree: true, characterData: true });
        }, file);
      }
      await menu.pick(CLASSIFY);
      await webview.frame().getByRole('heading', { name: file }).waitFor();
      await webview.locator('.answer-best', { hasText: /%/ }).waitFor();
      // The first ones start the process and the panel.
      if (run < 2) continue;
      const clickedAt = await page.evaluate(() => (window as Watch).clickedAt);
      const labelledAt = await webview.locator('body').evaluate(() => (window as Watch).labelledAt);
      if (clickedAt === undefined || labelledAt === undefined) throw new Error(`${file} was not seen.`);
      const facts = await webview.locator('.facts', { hasText: 'inference' }).innerText();
      clicks.push({ total: labelledAt - clickedAt, engine: engineTime(facts) });
    }
    const file = path.join(projectRoot, 'out', 'bench', 'clicks.json');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(clicks)}\n`);
  });
});

/** What the panel says of decoding, preprocessing and running, added up. */
function engineTime(text: string): number {
  const line =
    text.split('\n').find((candidate) => candidate.includes('decode') && candidate.includes('inference')) ??
    '';
  const times = [...line.matchAll(/([\d.,]+)\s*ms/g)].map(([, time = '']) => Number(time.replace(',', '.')));
  if (times.length !== 3) throw new Error(`The panel does not tell its times: "${line}".`);
  return times.reduce((sum, time) => sum + time, 0);
}
