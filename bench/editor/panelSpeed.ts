import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { useEditor } from '../../test/editor/support/useEditor';
import { projectRoot } from '../../test/support/paths';

const OPENINGS = 10;
const CHANGES = 20;
const TABLE = 'Xception: Show Layer Table';

/** What is typed into the filter in turn: few rows, all rows, one row, by cost. */
const FILTERS = ['sepconv', '', 'predictions', '', 'macs>100M', ''] as const;

/** Milliseconds, one number for each time. */
export interface PanelTimes {
  /** From the command to the first frame in which the panel has rows. */
  readonly opening: readonly number[];
  /** From the event to the changed page, laid out. */
  readonly sorting: readonly number[];
  readonly filtering: readonly number[];
}

interface Watch extends Window {
  chosenAt?: number;
  rowsAt?: number;
}

/**
 * How long the panel takes, in the real editor: to open with its first rows, and to sort and to filter a network's layers.
 * Run by `npm run bench -- panel`.
 */
describe('the panel', function () {
  const editor = useEditor(this);
  this.timeout(600_000);

  it('is measured', async () => {
    const { page, palette, tabs, webview } = editor();
    await page.addInitScript(noteFirstRows);
    await editor().reload();
    await page.evaluate(() => {
      const note = (): void => void ((window as Watch).chosenAt = Date.now());
      for (const event of ['mousedown', 'keydown']) window.addEventListener(event, note, { capture: true });
    });
    const opening: number[] = [];
    for (let run = 0; run <= OPENINGS; run++) {
      await palette.run(TABLE);
      await webview.frame().getByRole('treegrid').waitFor();
      const chosenAt = await page.evaluate(() => (window as Watch).chosenAt);
      const rowsAt = await webview.locator('body').evaluate(() => (window as Watch).rowsAt);
      if (chosenAt === undefined || rowsAt === undefined) throw new Error('The opening was not seen.');
      // The first one also starts the extension.
      if (run > 0) opening.push(rowsAt - chosenAt);
      if (run < OPENINGS) await tabs.close('Xception');
    }
    const grid = webview.frame().getByRole('treegrid');
    const times: PanelTimes = {
      opening,
      ...(await grid.evaluate(timeChanges, { changes: CHANGES, filters: FILTERS })),
    };
    const file = path.join(projectRoot, 'out', 'bench', 'panel.json');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(times)}\n`);
  });
});

/**
 * Runs in every frame as it loads: notes the first frame of animation in which a document within it has rows of the layer
 * table. VS Code writes the panel's document into a frame that has loaded, which ends what runs in that frame itself.
 */
function noteFirstRows(): void {
  const look = (): void => {
    for (const { contentDocument, contentWindow } of document.querySelectorAll('iframe')) {
      const watch: Watch | null = contentWindow;
      if (!watch || !contentDocument?.querySelector('[role="treegrid"] tbody tr')) continue;
      watch.rowsAt ??= Date.now();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/**
 * Runs in the panel. Sorts by one column after another, then filters by one text after another, and times each from the event
 * to the changed page, laid out: the page is changed in the event's own task or in the microtasks behind it.
 */
async function timeChanges(
  grid: Element,
  { changes, filters }: { readonly changes: number; readonly filters: readonly string[] },
): Promise<Pick<PanelTimes, 'sorting' | 'filtering'>> {
  const field = document.querySelector<HTMLInputElement>('input[type="search"]');
  if (!field) throw new Error('The table has no filter.');
  const sorting: number[] = [];
  for (let change = 0; change < changes; change++) {
    const titles = grid.querySelectorAll<HTMLElement>('thead button');
    sorting.push(await timed(() => titles[change % titles.length]?.click()));
  }
  const filtering: number[] = [];
  for (let change = 0; change < changes; change++) {
    filtering.push(
      await timed(() => {
        field.value = filters[change % filters.length] ?? '';
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }),
    );
  }
  return { sorting, filtering };

  function timed(change: () => void): Promise<number> {
    return new Promise((resolve, reject) => {
      let start = 0;
      const late = setTimeout(() => {
        reject(new Error('The table did not change.'));
      }, 5_000);
      const observer = new MutationObserver(() => {
        observer.disconnect();
        clearTimeout(late);
        grid.getBoundingClientRect();
        resolve(performance.now() - start);
      });
      // Between two frames, as an event of the user's comes.
      requestAnimationFrame(() => {
        setTimeout(() => {
          observer.observe(grid, { childList: true, subtree: true, characterData: true, attributes: true });
          start = performance.now();
          change();
        });
      });
    });
  }
}
