import assert from 'node:assert/strict';
import type { StepProgress } from '../../src/shared/explainProtocol';
import { XceptionError } from '../../src/shared/xceptionError';
import { explanation, LAST_MAPS } from './support/insideAnswers';
import { usePanels, type PanelOptions, type TestPanel } from './support/panels';
import { insideState, entry, panelState, failure, untrainedState, waitingEntry } from './support/states';

describe('the page Inside: where it looked', () => {
  const openPanel = usePanels();

  async function open(options: Partial<PanelOptions> = {}): Promise<TestPanel> {
    const panel = await openPanel({ state: insideState, ...options });
    await panel.until('the map shows', () => panel.all('.look-map').length > 0);
    await panel.until('the layers are there', () => optionsOf(panel, 'look-layer').length > 1);
    return panel;
  }

  function optionsOf(panel: TestPanel, name: string): readonly string[] {
    return panel.all(`[data-focus="${name}"] option`).map(({ textContent }) => textContent);
  }

  it('lays the map over the picture and says what it shows', async () => {
    const panel = await open();
    assert.deepEqual(panel.callsOf('explain'), [{ id: 1, method: 'gradcam' }]);
    await panel.until('the picture shows', () => panel.all('.look-picture').length > 0);
    assert.match(panel.find('.look-map').getAttribute('src') ?? '', /^blob:/);
    assert.equal(panel.find('.look-map').style.opacity, '0.55');
    const note = panel.find('.answer-note').textContent.replace(/\u00a0/g, ' ');
    assert.equal(
      note,
      `What speaks for cup (99.0%), by Grad-CAM at ${LAST_MAPS} · 1 run of the network, 212 ms`,
    );
  });

  it('changes opacity without asking again', async () => {
    const panel = await open();
    await panel.type('[data-focus="look-opacity"]', '20');
    assert.equal(panel.find('.look-map').style.opacity, '0.2');
    await panel.click(panel.find('[data-focus="look-map-only"]'));
    assert.equal(panel.find('.look-map').style.opacity, '1');
    assert.equal(panel.all('.look-picture').length, 0);
    assert.equal(panel.callsOf('explain').length, 1);
  });

  it('asks for another method, class and layer', async () => {
    const panel = await open();
    assert.deepEqual(optionsOf(panel, 'look-class'), [
      'Best answer (cup)',
      'cup (97.0%)',
      'fork (2.0%)',
      'glass (1.0%)',
      'knife',
      'plate',
      'spoon',
    ]);
    await panel.type('[data-focus="look-method"]', 'gradcam++');
    await panel.type('[data-focus="look-class"]', '4');
    await panel.type('[data-focus="look-layer"]', 'block13_sepconv2');
    await panel.until('plate is asked for', () =>
      panel.callsOf('explain').some((params) => 'layer' in (params as object)),
    );
    const question = { id: 1, method: 'gradcam++', classIndex: 4, layer: 'block13_sepconv2' };
    assert.deepEqual(panel.callsOf('explain').at(-1), question);
    await panel.until('plate is explained', () => panel.text.includes('speaks for plate'));
    await panel.type('[data-focus="look-method"]', 'occlusion');
    await panel.until('no layer is named', () => panel.text.includes('by Occlusion ·'));
    assert.deepEqual(panel.callsOf('explain').at(-1), { id: 1, method: 'occlusion', classIndex: 4 });
    assert.equal(panel.all('[data-focus="look-layer"]').length, 0);
  });

  it('puts another picture of the same model beside it', async () => {
    const other = entry(4, { model: untrainedState.entries[0]?.model ?? '' });
    const state = { ...insideState, entries: [...insideState.entries, waitingEntry(5), other] };
    const panel = await open({ state, stored: { choices: { 'look-method': 'gradcam++' } } });
    assert.deepEqual(optionsOf(panel, 'look-compare'), ['No other picture', 'cup-2.jpg', 'cup-3.jpg']);
    assert.equal(panel.all('.look-title').length, 0);
    await panel.type('[data-focus="look-compare"]', '3');
    await panel.until('both maps show', () => panel.all('.look-map').length === 2);
    assert.deepEqual(
      panel.all('.look-title').map(({ textContent }) => textContent),
      ['cup-1.jpg', 'cup-3.jpg'],
    );
    assert.deepEqual(panel.callsOf('explain'), [
      { id: 1, method: 'gradcam++' },
      { id: 3, method: 'gradcam++' },
    ]);
    await panel.type('[data-focus="look-class"]', '2');
    await panel.until('both are asked anew', () => panel.callsOf('explain').length === 4);
    await panel.type('[data-focus="look-compare"]', '');
    await panel.until('one is left', () => panel.all('.look-map').length === 1);
  });

  it('tests the map when it is asked to', async () => {
    const panel = await open();
    await panel.until('the button can be used', () => !panel.button('Test the map').hasAttribute('disabled'));
    await panel.click(panel.button('Test the map'));
    await panel.until('the sentence shows', () => panel.find('.deletion').textContent.startsWith('Hiding'));
    assert.equal(
      panel.find('.deletion').textContent,
      'Hiding the 20% that it marks lowers cup from 99.0% to 12.0%; hiding as much at random gives 80.0%.',
    );
    assert.deepEqual(panel.callsOf('explain').at(-1), { id: 1, method: 'gradcam', deletion: {} });
  });

  it('shows progress, can be stopped, and runs again', async () => {
    let report: (progress: StepProgress) => void = () => undefined;
    let aborted = 0;
    const panel = await open({
      handlers: {
        explain: ({ method }, { progress, signal }) =>
          method === 'gradcam'
            ? explanation({})
            : new Promise((_, reject) => {
                report = progress;
                signal.addEventListener('abort', () => {
                  aborted++;
                  reject(new XceptionError('cancelled', 'Cancelled.'));
                });
              }),
      },
    });
    await panel.type('[data-focus="look-method"]', 'scorecam');
    await panel.until('it is asked', () => panel.callsOf('explain').length > 1);
    assert.equal(panel.all('.look-map').length, 1, 'the last map stays');
    report({ done: 16, total: 64 });
    await panel.until('progress shows', () => panel.text.includes('16 of 64'));
    assert.equal(panel.find('[role="progressbar"]').getAttribute('aria-valuenow'), '16');
    await panel.click(panel.button('Cancel'));
    await panel.until('it is ended', () => aborted === 1);
    assert.match(panel.text, /Stopped\./);
    await panel.click(panel.button('Run again'));
    await panel.until('it is asked again', () => panel.callsOf('explain').length > 2);
    await panel.type('[data-focus="look-method"]', 'occlusion');
    await panel.until('the older question is cancelled', () => aborted === 2);
  });

  it('says why there is no answer', async () => {
    const message = 'This workspace is in Restricted Mode, where Xception runs no model.';
    const panel = await openPanel({
      state: insideState,
      handlers: {
        explain: () => {
          throw new XceptionError('usage', message);
        },
      },
    });
    await panel.until('the reason shows', () => panel.all('[role="alert"]').length > 0);
    assert.equal(panel.find('[role="alert"]').textContent.trim(), `No answer: ${message}`);
  });

  it('says what to do when there is nothing to look into', async () => {
    const empty = await openPanel({ state: panelState({ page: 'inside' }) });
    await empty.until('a hint shows', () => empty.text.includes('choose “Look Inside with Xception”'));
    await empty.close();
    const two = [entry(1), entry(2, { result: failure }), waitingEntry(3)];
    const none = await openPanel({ state: panelState({ page: 'inside', entries: two }) });
    await none.until('a choice shows', () => none.text.includes('Choose a picture to look inside'));
    await none.type('[data-focus="inside-picture"]', '2');
    await none.until('the host hears of it', () => none.callsOf('select').length > 0);
    assert.deepEqual(none.callsOf('select'), [{ id: 2 }]);
    await none.host.call('setState', panelState({ page: 'inside', entries: two, selected: 2 }));
    await none.until('the failure shows', () => none.text.includes('its data ends too early'));
    await none.host.call('setState', panelState({ page: 'inside', entries: two, selected: 3 }));
    await none.until('the wait shows', () => none.text.includes('not classified yet'));
    assert.equal(none.callsOf('explain').length, 0);
  });

  it('warns of a model that knows nothing', async () => {
    const panel = await open({ state: { ...untrainedState, page: 'inside' } });
    assert.match(panel.find('.banner-warning').textContent, /It looks nowhere in particular/);
  });

  it('keeps the method over a reload of the panel', async () => {
    const panel = await open({ stored: { choices: { 'look-method': 'gradcam++' } } });
    assert.deepEqual(panel.callsOf('explain'), [{ id: 1, method: 'gradcam++' }]);
    await panel.type('[data-focus="look-method"]', 'scorecam');
    assert.deepEqual((panel.stored as { choices: unknown }).choices, { 'look-method': 'scorecam' });
  });

  it('is opened from a result', async () => {
    const panel = await openPanel({ state: panelState({ entries: [entry(1)] }) });
    await panel.until('the result shows', () => panel.all('.detail').length > 0);
    await panel.click(panel.button('Look inside'));
    await panel.until('the map shows', () => panel.all('.look-map').length > 0);
    assert.deepEqual(panel.callsOf('setPage'), [{ page: 'inside' }]);
    assert.deepEqual(panel.callsOf('select'), [{ id: 1 }]);
  });
});
