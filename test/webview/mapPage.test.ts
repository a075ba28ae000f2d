import assert from 'node:assert/strict';
import { XceptionError } from '../../src/shared/xceptionError';
import { usePanels, type PanelOptions, type TestPanel } from './support/panels';
import { mapState, panelState } from './support/states';

describe('the map of a folder’s pictures', () => {
  const openPanel = usePanels();

  async function open(options: Partial<PanelOptions> = {}): Promise<TestPanel> {
    const panel = await openPanel({ state: mapState, ...options });
    await panel.until('the map shows', () => panel.all('.map-group').length > 0);
    return panel;
  }

  const legend = (panel: TestPanel): readonly string[] =>
    panel.all('.map-group').map(({ textContent }) => textContent.trim());
  const chosen = (panel: TestPanel): string => panel.find('.map-chosen h2').textContent;

  it('tells in words how many pictures have each colour, by label, by answer, and right or wrong', async () => {
    const panel = await open();
    assert.deepEqual(legend(panel), ['cup 10', 'fork 10', 'glass 10', 'none 10']);
    await panel.type('[data-focus="map-colour"]', 'answer');
    assert.deepEqual(legend(panel), ['cup 8', 'fork 8', 'glass 8', 'plate 8', 'spoon 8']);
    await panel.type('[data-focus="map-colour"]', 'right');
    assert.deepEqual(legend(panel), ['right 24', 'wrong 6', 'none 10']);
    await panel.close();
    assert.deepEqual(legend(await open({ stored: panel.stored })), ['right 24', 'wrong 6', 'none 10']);
  });

  it('chooses pictures without a pointer, lists them, and shows them in the gallery', async () => {
    const panel = await open();
    await panel.click(panel.all('.map-group')[1]!);
    assert.equal(chosen(panel), 'Chosen pictures: 10');
    await panel.until('pictures show', () => panel.all('.map-chosen .mistake img').length === 10);
    assert.equal(panel.find('.map-chosen .mistake').textContent, 'forkcup-2.jpg');
    await panel.click(panel.button('Show in gallery'));
    await panel.until('the host is told', () => panel.callsOf('showChosen').length === 1);
    assert.deepEqual(panel.callsOf('showChosen'), [
      { ids: Array.from({ length: 10 }, (_, row) => 4 * row + 2) },
    ]);
    panel.find('canvas').focus();
    await panel.press('Escape');
    assert.equal(chosen(panel), 'Chosen pictures: 0');
  });

  it('chooses what is in view after keys have moved and zoomed, and all again after 0', async () => {
    const panel = await open();
    panel.find('canvas').focus();
    const visible = async (): Promise<number> => {
      await panel.click(panel.button('Choose what is in view'));
      return Number(/\d+/.exec(chosen(panel))?.[0]);
    };
    assert.equal(await visible(), 40);
    for (let press = 0; press < 6; press++) await panel.press('+');
    const nearer = await visible();
    assert.ok(nearer < 40, `${nearer} are in view`);
    await panel.press('0', panel.find('canvas'));
    assert.equal(await visible(), 40);
    assert.equal(panel.all('.map-chosen .mistake').length, 24);
    await panel.click(panel.button('Show more'));
    assert.equal(panel.all('.map-chosen .mistake').length, 40);
  });

  it('leads from a chosen picture to its result', async () => {
    const panel = await open();
    await panel.click(panel.all('.map-group')[0]!);
    await panel.click(panel.find('.map-chosen .mistake'));
    await panel.until('the result shows', () => panel.all('.entry').length > 0);
    await panel.until('the host is told', () => panel.callsOf('select').length === 1);
    assert.deepEqual(panel.callsOf('select'), [{ id: 1 }]);
  });

  it('turns to another folder, with nothing chosen', async () => {
    const panel = await open();
    await panel.click(panel.all('.map-group')[0]!);
    await panel.type('[data-focus="map-run"]', '3');
    await panel.until(
      'its map shows',
      () => panel.all('.map-chosen h2').length > 0 && chosen(panel).endsWith(' 0'),
    );
    assert.deepEqual(panel.callsOf('pictureMap'), [{ run: 7 }, { run: 3 }]);
  });

  it('is no tab until a folder was judged or asked for', async () => {
    const panel = await openPanel({ state: panelState() });
    await panel.until('the tabs show', () => panel.all('[role="tab"]').length > 0);
    assert.ok(!panel.all('[role="tab"]').some(({ textContent }) => textContent === 'Map'));
    await panel.close();
    const judged = await openPanel({ state: panelState({ evaluated: 7 }) });
    await judged.until('the tab shows', () =>
      judged.all('[role="tab"]').some(({ textContent }) => textContent === 'Map'),
    );
  });

  it('tells progress, is cancelled, and says why it failed and what to do without a folder', async () => {
    let asked = 0;
    const panel = await openPanel({
      state: mapState,
      handlers: {
        pictureMap: (_, { progress, signal }) => {
          if (++asked > 1) throw new XceptionError('model-missing', 'cups.keras is gone.');
          progress({ done: 3, total: 40 });
          return new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reject(new XceptionError('cancelled', 'Cancelled.'));
            });
          });
        },
      },
    });
    await panel.until('progress shows', () => panel.text.includes('3 of 40'));
    await panel.click(panel.button('Cancel'));
    await panel.click(panel.button('Run again'));
    await panel.until('the reason shows', () => panel.text.includes('cups.keras is gone.'));
    await panel.close();
    const empty = await openPanel({ state: mapState, handlers: { evaluableRuns: () => [] } });
    await empty.until('it is said', () => empty.text.includes('Classify Folder with Xception'));
  });
});
