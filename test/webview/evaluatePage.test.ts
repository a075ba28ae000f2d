import assert from 'node:assert/strict';
import { XceptionError } from '../../src/shared/xceptionError';
import { parseClasses } from '../../src/webview/evaluate/labelRows';
import { evaluation } from './support/evaluateAnswers';
import { usePanels, type PanelOptions, type TestPanel } from './support/panels';
import { evaluateState, panelState } from './support/states';

describe('the evaluation of a folder', () => {
  const openPanel = usePanels();

  async function open(options: Partial<PanelOptions> = {}): Promise<TestPanel> {
    const panel = await openPanel({ state: evaluateState, ...options });
    await panel.until('the figures show', () => panel.all('.confusion td').length > 0);
    return panel;
  }

  const { evaluation: figures } = evaluation();
  const rows = (panel: TestPanel): readonly string[] =>
    panel.all('.evaluate-labels tbody th').map(({ textContent }) => textContent);

  it('shows the figures, and which pictures are not in them', async () => {
    const panel = await open();
    const facts = panel.all('.facts .fact').map(({ textContent }) => textContent);
    assert.equal(facts[0], 'Pictures judged30');
    assert.equal(facts[1], `Top-1 accuracy${(100 * figures.top1).toFixed(1)}%`);
    assert.match(
      panel.find('.banner').textContent,
      /Pictures whose label stands for no class of the model: 10 \(teapots\)\./,
    );
    assert.equal(panel.all('.evaluation-chart').length, 3);
    assert.equal(
      panel.all('.chart-gap').length,
      figures.calibration.bins.filter(({ count }) => count > 0).length,
    );
  });

  it('tells what a threshold would do', async () => {
    const panel = await open();
    await panel.type('[data-focus="evaluate-threshold"]', '90');
    const point = figures.coverage[90]!;
    assert.ok(point.covered > 0);
    assert.match(
      panel.find('.evaluate-threshold').textContent,
      new RegExp(`^${point.covered} pictures are answered`),
    );
    await panel.type('[data-focus="evaluate-threshold"]', '100');
    assert.equal(panel.find('.evaluate-threshold').textContent, 'No picture is answered.');
    await panel.close();
    const again = await open({ stored: panel.stored });
    assert.equal((again.find('[data-focus="evaluate-threshold"]') as HTMLInputElement).value, '100');
  });

  it('orders the labels by any column', async () => {
    const panel = await open();
    assert.deepEqual(rows(panel), ['Fork', 'cup', 'glass', 'teapots']);
    await panel.click(panel.find('[data-focus="evaluate-label"]'));
    assert.deepEqual(rows(panel), ['cup', 'Fork', 'glass', 'teapots']);
    await panel.click(panel.find('[data-focus="evaluate-f1"]'));
    const f1 = new Map(figures.labels.map((one) => [one.label, one.f1]));
    const shown = rows(panel).map((label) => f1.get(label) ?? 0);
    assert.deepEqual(
      shown,
      shown.toSorted((a, b) => b - a),
    );
    assert.equal(
      panel.find('[data-focus="evaluate-f1"]').closest('th')?.getAttribute('aria-sort'),
      'descending',
    );
  });

  it('takes the classes that a person gives to a label, by name', async () => {
    const panel = await open();
    await panel.click(panel.find('[data-focus="edit-teapots"]'));
    await panel.type('.classes-editor input', 'plate; nonsense');
    assert.match(panel.find('[role="alert"]').textContent, /The model has no class nonsense/);
    assert.ok(panel.button('Save').disabled);
    await panel.type('.classes-editor input', 'plate; SPOON');
    await panel.click(panel.button('Save'));
    await panel.until('it is judged anew', () => panel.text.includes('Pictures judged40'));
    assert.deepEqual(panel.callsOf('evaluate').at(-1), {
      run: 7,
      edits: [{ label: 'teapots', classes: [4, 5] }],
    });
    assert.match(panel.text, /plate; spoon \(edited\)/);
    assert.equal(panel.all('.banner').length, 0);
  });

  it('shows a cell’s pictures, by click and by keyboard', async () => {
    const panel = await open();
    await panel.click(panel.all('.confusion td.is-wrong')[0]!);
    await panel.until('the host is told', () => panel.callsOf('showAnswered').length === 1);
    const { actual, predicted } = panel.callsOf('showAnswered')[0] as { actual: string; predicted: string };
    assert.notEqual(actual, predicted);
    panel.find('.confusion td[tabindex="0"]').focus();
    await panel.press('Home');
    await panel.press('ArrowUp');
    await panel.press('ArrowUp');
    const focused = panel.find('.confusion td[tabindex="0"]');
    assert.equal(panel.window.document.activeElement, focused);
    assert.equal(focused.title.split(' ')[0], 'Fork');
    await panel.press('Enter');
    await panel.until('the host is told', () => panel.callsOf('showAnswered').length === 2);
    assert.deepEqual(panel.callsOf('showAnswered')[1], { run: 7, actual: 'Fork', predicted: 'Fork' });
  });

  it('shows mistakes with their pictures, whose click leads to the result', async () => {
    const panel = await open();
    await panel.until('pictures show', () => panel.all('.mistake img').length === figures.wrong);
    const first = figures.mistakes[0]!;
    assert.match(panel.find('.mistake').textContent, new RegExp(`^${first.predicted} .*is ${first.actual}$`));
    await panel.click(panel.find('.mistake'));
    await panel.until('the result shows', () => panel.all('.entry').length > 0);
    await panel.until('the host is told', () => panel.callsOf('select').length === 1);
  });

  it('turns to another run, other labels, and files', async () => {
    const panel = await open();
    await panel.type('[data-focus="evaluate-run"]', '3');
    await panel.until('it is judged', () => (panel.callsOf('evaluate').at(-1) as { run: number }).run === 3);
    const before = panel.callsOf('evaluate').length;
    await panel.type('[data-focus="evaluate-labels-from"]', 'file');
    await panel.until('it is judged anew', () => panel.callsOf('evaluate').length === before + 1);
    assert.deepEqual(panel.callsOf('chooseLabels'), [{ run: 3, from: 'file' }]);
    await panel.click(panel.button('HTML'));
    await panel.until('it is exported', () => panel.callsOf('exportEvaluation').length === 1);
    assert.deepEqual(panel.callsOf('exportEvaluation'), [{ run: 3, format: 'html' }]);
  });

  it('says what to do when no folder was classified, and why judging failed', async () => {
    const empty = await openPanel({
      state: panelState({ page: 'evaluate' }),
      handlers: { evaluableRuns: () => [] },
    });
    await empty.until('it is said', () => empty.text.includes('Evaluate Folder'));
    await empty.close();
    const failing = await openPanel({
      state: evaluateState,
      handlers: {
        evaluate: () => {
          throw new XceptionError('file-missing', 'labels.csv is gone.');
        },
      },
    });
    await failing.until('the reason shows', () => failing.text.includes('labels.csv is gone.'));
  });
});

describe('classes that a person types', () => {
  it('are names or numbers; what the model has not is told', () => {
    const names = ['cup', 'tiger cat', 'Crane, bird'];
    assert.deepEqual(parseClasses('Crane, bird; 0;;TIGER CAT;cup', names), {
      classes: [2, 0, 1],
      unknown: [],
    });
    assert.deepEqual(parseClasses('3; x', names), { classes: [], unknown: ['3', 'x'] });
    assert.deepEqual(parseClasses('', names), { classes: [], unknown: [] });
  });
});
