import assert from 'node:assert/strict';
import type { TestPanel } from './support/panels';
import { usePanels } from './support/panels';
import { layersState, panelState, repairsState } from './support/states';

describe('the layers page', () => {
  const openPanel = usePanels();

  async function open(state = layersState, stored?: unknown): Promise<TestPanel> {
    const panel = await openPanel({ state, stored });
    await panel.until('the table shows', () => panel.all('tbody tr').length > 0);
    return panel;
  }

  function focusedName(panel: TestPanel): string | null {
    return panel.window.document.activeElement?.querySelector('th')?.textContent ?? null;
  }

  /** Rows of the table, in the document or not. */
  function rowCount(panel: TestPanel): number {
    return Number(panel.find('[role="treegrid"]').getAttribute('aria-rowcount')) - 2;
  }

  it('shows every layer, its totals and the shape trace', async () => {
    const panel = await open();
    assert.equal(rowCount(panel), 134 + 17);
    const totals = panel.find('tfoot').textContent.replace(/[\u00a0\u202f]/g, ' ');
    assert.match(totals, /134 layers.*22 910 480.*8\.36 G.*252 MB/);
    assert.equal(panel.all('.trace li').length, 7);
    assert.match(panel.find('.trace li').textContent, /^Conv1149\u00a0×\u00a0149\u00a0×\u00a032$/);
    assert.equal(panel.all('.repairs').length, 0);
    const cells = panel.all('.row-layer')[1]!.children;
    assert.deepEqual(
      [...cells].map((cell) => cell.textContent.replace(/[\u00a0\u202f]/g, ' ')),
      ['block1_conv1', 'Conv2D', '149 × 149 × 32', '3 × 3 / 2', '864<0.1%', '19.2 M0.2%', '2.84 MB', '3'],
    );
  });

  it('lists the repairs of the PyTorch listing', async () => {
    const panel = await open(repairsState);
    assert.match(panel.find('.repairs summary').textContent, /^11 repairs/);
    assert.equal(panel.all('.repair').length, 11);
    assert.match(panel.find('.repair').textContent, /Line 106.*RuntimeError.*Conv_Block_A\(64, 128\)/);
    assert.match(panel.find('.column-output button').title, /C × H × W/);
  });

  it('is walked through with the keys of the ARIA treegrid', async () => {
    const panel = await open();
    panel.find('tbody tr').focus();
    assert.equal(focusedName(panel), 'Input');
    await panel.press('ArrowDown');
    await panel.press('ArrowDown');
    assert.equal(focusedName(panel), 'Entry flow');
    await panel.press('ArrowLeft');
    assert.equal(panel.window.document.activeElement?.getAttribute('aria-expanded'), 'false');
    await panel.press('ArrowDown');
    assert.equal(focusedName(panel), 'Middle flow');
    await panel.press('ArrowRight');
    assert.equal(focusedName(panel), 'Conv-B 1');
    await panel.press('ArrowRight');
    await panel.press('ArrowLeft');
    assert.equal(focusedName(panel), 'Conv-B 1');
    await panel.press('End');
    assert.equal(focusedName(panel), 'predictions');
    await panel.press('ArrowLeft');
    assert.equal(focusedName(panel), 'Head');
    assert.equal(panel.all('tbody tr[tabindex="0"]').length, 1);
  });

  it('opens and closes groups by click, all at once too, and remembers it', async () => {
    const panel = await open();
    const entryFlow = panel.all('.row-group')[1]!;
    assert.equal(entryFlow.getAttribute('aria-level'), '1');
    await panel.click(entryFlow);
    assert.equal(rowCount(panel), 134 - 35 + 17 - 4);
    await panel.click(panel.button('Collapse to blocks'));
    assert.equal(panel.all('.row-layer').length, 0);
    assert.equal(panel.all('.row-group').length, 17);
    await panel.close();
    const again = await openPanel({ state: layersState, stored: panel.stored });
    await again.until('the table shows', () => again.all('tbody tr').length > 0);
    assert.equal(again.all('.row-layer').length, 0);
    await again.click(again.button('Expand all'));
    assert.equal(rowCount(again), 134 + 17);
  });

  it('filters as one types, with totals of what is left', async () => {
    const panel = await open();
    await panel.type('[data-focus="layers-filter"]', 'middle separable');
    assert.equal(panel.all('.row-layer').length, 24);
    assert.match(panel.find('tfoot').textContent, /24 of 134 layers/);
    await panel.type('[data-focus="layers-filter"]', '<b>nothing</b>');
    assert.match(panel.find('tbody').textContent, /No layer matches “<b>nothing<\/b>”/);
    assert.equal((panel.stored as { filter: string }).filter, '<b>nothing</b>');
  });

  it('says what is wrong with a filter, and offers others', async () => {
    const panel = await open();
    const filter = '[data-focus="layers-filter"]';
    await panel.type(filter, 'type:sepconv macs>many');
    assert.match(panel.find('.filter-problem').textContent, /“macs>many” needs a number/);
    assert.equal(panel.find(filter).getAttribute('aria-invalid'), 'true');
    assert.match(panel.find('tfoot').textContent, /34 of 134 layers/, 'the sound part is applied');
    await panel.click(panel.button('type:sepconv macs>100M'));
    assert.equal((panel.find(filter) as HTMLInputElement).value, 'type:sepconv macs>100M');
    assert.equal(panel.find('.filter-problem').textContent, '');
  });

  it('has the columns that are chosen, and remembers them', async () => {
    const panel = await open();
    const titles = (shown: TestPanel): readonly string[] =>
      shown.all('.column-title').map(({ textContent }) => textContent);
    assert.deepEqual(titles(panel).slice(0, 3), ['Layer', 'Type', 'Output']);
    const box = (shown: TestPanel, title: string): HTMLElement => {
      const label = shown.all('.column-menu label').find(({ textContent }) => textContent.trim() === title);
      return label?.querySelector('input') ?? assert.fail(`no column ${title}`);
    };
    await panel.click(box(panel, 'Block'));
    await panel.click(box(panel, 'Type'));
    assert.deepEqual(titles(panel).slice(0, 3), ['Layer', 'Block', 'Output']);
    assert.match(panel.find('tfoot th').textContent, /^Total, 134 layers$/);
    await panel.close();
    const again = await openPanel({ state: layersState, stored: panel.stored });
    await again.until('the table shows', () => again.all('tbody tr').length > 0);
    assert.deepEqual(titles(again).slice(0, 3), ['Layer', 'Block', 'Output']);
  });

  it('copies what it shows', async () => {
    const panel = await open(layersState, { filter: 'predictions' });
    await panel.click(panel.button('CSV'));
    await panel.until('it is copied', () => panel.callsOf('copy').length === 1);
    const [call] = panel.callsOf('copy') as readonly { readonly text: string }[];
    assert.match(call?.text ?? '', /^Layer,Type,Output,.*\npredictions,Dense,1000,/);
  });

  it('has few rows in the document, always the one with the focus', async () => {
    const panel = await open();
    assert.ok(panel.all('tbody tr[aria-rowindex]').length < 60);
    panel.find('tbody tr').focus();
    await panel.press('End');
    assert.equal(focusedName(panel), 'predictions');
    assert.equal(panel.window.document.activeElement?.getAttribute('aria-rowindex'), String(1 + 134 + 17));
  });

  it('sorts without groups, says so, and groups again', async () => {
    const panel = await open();
    const title = panel.find('[data-focus="sort-macs"]');
    const direction = (): string | null | undefined => title.parentElement?.getAttribute('aria-sort');
    await panel.click(title);
    assert.equal(direction(), 'descending');
    assert.equal(panel.all('.row-group').length, 0);
    assert.equal(panel.find('.row-layer th').textContent, 'block4_sepconv2');
    await panel.click(title);
    assert.equal(direction(), 'ascending');
    await panel.click(panel.button('Group by flow'));
    assert.equal(rowCount(panel), 134 + 17);
    assert.equal(direction(), 'none');
  });

  it('follows size, classes, head and network', async () => {
    const panel = await open(layersState, { filter: 'flow:head' });
    await panel.type('[data-focus="layers-height"]', '150');
    await panel.type('[data-focus="layers-classes"]', '6');
    await panel.until(
      'the last row has 6 classes',
      () => panel.all('.row-layer .column-output').at(-1)?.textContent === '6',
    );
    await panel.click(panel.find('[data-focus="layers-top"]'));
    await panel.until('the head is gone', () => panel.find('tfoot').textContent.includes('0 of 132 layers'));
    await panel.type('[data-focus="layers-network"]', 'article');
    await panel.until('the title changes', () => panel.find('h1').textContent.includes('article'));
    assert.deepEqual(panel.callsOf('layerTable').at(-1), {
      network: 'article',
      height: 150,
      width: 299,
      classes: 6,
      includeTop: false,
    });
  });

  it('shows why a size is refused and keeps the last table', async () => {
    const panel = await open();
    await panel.type('[data-focus="layers-height"]', '20');
    await panel.until('the refusal shows', () => panel.find('.layer-problem').textContent !== '');
    assert.match(panel.find('.layer-problem').textContent, /20×299 cannot be used/);
    assert.equal(panel.find('[data-focus="layers-height"]').getAttribute('aria-invalid'), 'true');
    assert.equal(rowCount(panel), 134 + 17);
    const asked = panel.callsOf('layerTable').length;
    await panel.type('[data-focus="layers-height"]', '');
    assert.match(panel.find('.layer-problem').textContent, /must be whole numbers/);
    assert.equal(panel.callsOf('layerTable').length, asked);
    await panel.type('[data-focus="layers-height"]', '299');
    await panel.until('the refusal goes', () => panel.find('.layer-problem').textContent === '');
  });

  it('turns to another network when the host does', async () => {
    const panel = await open();
    await panel.host.call('setState', repairsState);
    await panel.until('the listing shows', () => panel.all('.repairs').length === 1);
    assert.equal((panel.find('[data-focus="layers-network"]') as HTMLSelectElement).value, 'pytorch');
  });

  it('keeps what was chosen while another page is shown', async () => {
    const panel = await open(panelState({ page: 'layers' }));
    await panel.type('[data-focus="layers-width"]', '320');
    await panel.until('the host has answered', () => panel.find('.trace').textContent.includes('159'));
    await panel.click(panel.find('#tab-results'));
    await panel.until('the other page shows', () => panel.all('.empty').length === 1);
    await panel.click(panel.find('#tab-layers'));
    assert.equal((panel.find('[data-focus="layers-width"]') as HTMLInputElement).value, '320');
    assert.ok(panel.find('.trace').textContent.includes('159'));
  });
});
