import assert from 'node:assert/strict';
import { XceptionError } from '../../src/shared/xceptionError';
import { usePanels, type PanelOptions, type TestPanel } from './support/panels';
import { panelState } from './support/states';

const shapesState = panelState({ page: 'shapes' });

describe('the shapes page', () => {
  const openPanel = usePanels();

  async function open(options: Partial<PanelOptions> = {}): Promise<TestPanel> {
    const panel = await openPanel({ state: shapesState, ...options });
    await panel.until('the drawing shows', () => panel.all('.shape').length > 0);
    return panel;
  }

  const labels = (panel: TestPanel): readonly string[] =>
    panel.all('.shape').map((shape) => plain(shape.getAttribute('aria-label')));

  it('draws the stages and tells the same in a table', async () => {
    const panel = await open();
    assert.deepEqual(labels(panel).slice(0, 4), [
      'Input, 299 × 299 × 3',
      'Conv1, 149 × 149 × 32',
      'Conv2, 147 × 147 × 64',
      'Block A_1, 74 × 74 × 128, 128 and 128 channels added: 128',
    ]);
    const rows = panel.all('.shapes tbody tr').map((row) => plain(row.textContent));
    assert.equal(rows.length, labels(panel).length);
    assert.equal(
      rows[6],
      'Block B19 × 19 × 728262 808728 and 728 channels added: 728, the last of 8 times12 946 7524.65 G',
    );
    assert.match(panel.find('.printed-trace').textContent, /^After Conv1 : {2}\(None, 149, 149, 32\)\n/);
  });

  it('draws every block when that is asked, and remembers it', async () => {
    const panel = await open();
    await panel.type('[data-focus="shapes-detail"]', 'blocks');
    assert.equal(panel.all('.shape').length, 19);
    assert.ok(labels(panel).some((label) => label.startsWith('Conv-B 8, ')));
    await panel.close();
    const again = await open({ stored: panel.stored });
    assert.equal(again.all('.shape').length, 19);
  });

  it('follows network and size, and widens where the article concatenates', async () => {
    const panel = await open();
    await panel.type('[data-focus="shapes-network"]', 'article');
    await panel.until('the article shows', () => panel.all('.shape-shortcut').length > 0);
    assert.ok(
      labels(panel).includes(
        'Block B, 19 × 19 × 7280, 6 552 and 728 channels side by side: 7 280, the last of 8 times',
      ),
    );
    await panel.type('[data-focus="shapes-size"]', '150');
    await panel.until('the drawing follows', () => labels(panel)[0] === 'Input, 150 × 150 × 3');
    assert.deepEqual(panel.callsOf('layerTable').at(-1), {
      network: 'article',
      height: 150,
      width: 150,
      classes: 1000,
      includeTop: true,
    });
  });

  it('asks the host for the last of many movements, not for each', async () => {
    const panel = await open();
    const asked = panel.callsOf('layerTable').length;
    const slider = panel.find('[data-focus="shapes-size"]') as HTMLInputElement;
    for (let side = 71; side <= 1024; side++) {
      slider.value = String(side);
      slider.dispatchEvent(new panel.window.Event('input', { bubbles: true }));
    }
    await panel.until('the drawing follows', () => labels(panel)[0] === 'Input, 1024 × 1024 × 3');
    assert.ok(panel.callsOf('layerTable').length - asked < 100);
  });

  it('shows why the host refuses, and keeps the drawing', async () => {
    const refuse = (): never => {
      throw new XceptionError('input-size', 'No network takes that.');
    };
    const panel = await open();
    const before = labels(panel);
    await panel.close();
    const refused = await openPanel({ state: shapesState, handlers: { layerTable: refuse } });
    await refused.until('the refusal shows', () => refused.text.includes('No network takes that.'));
    assert.equal(refused.find('[role="alert"] p').textContent, 'No network takes that.');
    assert.equal(before.length, 10);
  });

  it('is walked through with the arrow keys, tells the numbers, and selects', async () => {
    const panel = await open();
    assert.match(panel.find('.stage-facts').textContent, /Point at a stage/);
    const drawing = panel.find('.shapes-drawing');
    await panel.press('End', drawing);
    assert.match(plain(panel.find('.stage-facts').textContent), /^Dense.*Parameters2 049 000.*predictions$/);
    await panel.press('Home', drawing);
    await panel.press('ArrowRight', drawing);
    assert.match(panel.find('.stage-facts').textContent, /^Conv1/);
    assert.equal(panel.all('.shape[tabindex="0"]').length, 1);
    await panel.press('Enter', drawing);
    await panel.until('the host is told', () => panel.callsOf('selectLayer').length === 1);
    assert.deepEqual(panel.callsOf('selectLayer'), [{ name: 'block1_conv1_act' }]);
    assert.equal(
      panel.find('.shape[aria-selected="true"]').getAttribute('aria-label')?.startsWith('Conv1'),
      true,
    );
  });

  it('marks the stage of a layer that was selected elsewhere', async () => {
    const panel = await open({ state: { ...shapesState, layer: 'block7_sepconv2' } });
    assert.match(panel.find('.shape[aria-selected="true"]').getAttribute('aria-label') ?? '', /^Block B,/);
    assert.match(panel.find('.stage-facts').textContent, /^Block B/);
    await panel.click(panel.all('.shapes tbody button')[3]!);
    await panel.until('the host is told', () => panel.callsOf('selectLayer').length === 1);
    assert.deepEqual(panel.callsOf('selectLayer'), [{ name: 'add' }]);
  });

  it('is saved as a drawing of its own', async () => {
    const panel = await open();
    await panel.click(panel.find('[data-focus="shapes-svg"]'));
    await panel.until('the host is asked', () => panel.callsOf('saveFile').length === 1);
    const [{ name, bytes }] = panel.callsOf('saveFile') as [{ name: string; bytes: Uint8Array }];
    assert.equal(name, 'xception-paper-299x299.svg');
    const svg = new TextDecoder().decode(bytes);
    const parsed = new panel.window.DOMParser().parseFromString(svg, 'image/svg+xml');
    assert.equal(parsed.querySelectorAll('parsererror').length, 0);
    assert.equal(parsed.documentElement.namespaceURI, 'http://www.w3.org/2000/svg');
    assert.equal(parsed.querySelectorAll('polygon').length, 3 * 10);
    assert.doesNotMatch(svg, /aria-|class=|tabindex|role=/);
    assert.match(parsed.documentElement.textContent, /Block A_1.*74×74×128/);
  });

  it('tells when it could not be saved', async () => {
    const panel = await open({
      handlers: {
        saveFile: () => {
          throw new XceptionError('file-unreadable', 'The disk is full.');
        },
      },
    });
    await panel.click(panel.find('[data-focus="shapes-svg"]'));
    await panel.until('the reason shows', () => panel.text.includes('The disk is full.'));
  });
});

function plain(text: string | null): string {
  return (text ?? '').replace(/[\u00a0\u202f]/g, ' ');
}
