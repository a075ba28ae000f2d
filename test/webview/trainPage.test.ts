import assert from 'node:assert/strict';
import { XceptionError } from '../../src/shared/xceptionError';
import type { TrainingSettings, TrainingState } from '../../src/shared/training';
import { usePanels, type PanelOptions, type TestPanel } from './support/panels';
import { panelState } from './support/states';
import { failed, lookedAt, report, runAfter, trained, training } from './support/trainAnswers';

const state = (of: TrainingState | null): ReturnType<typeof panelState> =>
  panelState({ page: 'train', training: of });

describe('the page on which a classifier is trained', () => {
  const openPanel = usePanels();

  async function open(
    of: TrainingState | null,
    options: Partial<PanelOptions> = {},
    ready = '.train, .empty',
  ): Promise<TestPanel> {
    const panel = await openPanel({ state: state(of), ...options });
    await panel.until('the page shows', () => panel.all(ready).length > 0);
    return panel;
  }

  const asked = (panel: TestPanel): TrainingSettings =>
    panel.callsOf('startTraining').at(-1) as TrainingSettings;

  it('has a tab only where there is something to train on', async () => {
    const without = await openPanel({ state: panelState() });
    await without.until('the tabs show', () => without.all('[role="tab"]').length > 0);
    assert.equal(without.all('#tab-train').length, 0);
    await without.close();
    const panel = await openPanel({ state: panelState({ training: lookedAt }) });
    await panel.until('the tabs show', () => panel.all('[role="tab"]').length > 0);
    await panel.click(panel.find('#tab-train'));
    await panel.until('the page shows', () => panel.text.includes('Train on insects'));
  });

  it('asks for a folder where there is none', async () => {
    const panel = await open(null);
    await panel.click(panel.button('Choose folder …'));
    await panel.until('the host is asked', () => panel.callsOf('chooseTrainingFolder').length === 1);
  });

  it('counts the pictures of each class and says what is amiss', async () => {
    const panel = await open(lookedAt);
    const rows = panel.all('.train-classes tbody tr').map((row) => row.textContent);
    assert.deepEqual(rows, ['ants9824', 'bees206', 'wasps42']);
    const widths = panel.all('.train-bar').map((bar) => [...bar.children].map((part) => widthOf(part)));
    assert.deepEqual(
      widths.map((parts) => Math.round(parts.reduce((sum, width) => sum + width, 0))),
      [100, 21, 5],
      'bars of one scale',
    );
    assert.match(
      panel.text,
      /3 classes: 122 pictures to learn from and 32 to judge by, drawn .* by the seed/,
    );
    assert.match(panel.text, /Fewer than 10 pictures to learn wasps from\./);
    assert.match(panel.text, /24\.5 times as many pictures as the smallest/);
    assert.match(panel.text, /Copies of one picture lie in folders of different classes\./);
  });

  it('lists unreadable pictures and copies, which are seen once somebody looks', async () => {
    const panel = await open(lookedAt);
    assert.deepEqual(panel.callsOf('trainingPicture'), []);
    const lists = panel.all('details.train-list') as readonly HTMLDetailsElement[];
    assert.deepEqual(
      lists.map((list) => list.querySelector('summary')?.textContent),
      ['Unreadable (1)', 'Copies (2)', 'Left out as copies (1)', 'In no class’s folder (1)'],
    );
    for (const list of lists) list.open = true;
    await panel.until('the pictures show', () => panel.all('.train-copy img').length === 4);
    assert.match(panel.text, /ants\/broken\.jpg ants\/broken\.jpg cannot be read as a picture\./);
    assert.match(panel.text, /the same bytes; in different classes/);
    assert.match(panel.text, /alike; on both sides of the split/);
    assert.deepEqual(panel.callsOf('trainingPicture').at(-1), {
      picture: { of: 'copies', group: 1, index: 1 },
      maxSide: 192,
    });
  });

  it('trains with good defaults, and with what was chosen', async () => {
    const panel = await open(lookedAt);
    await panel.click(panel.button('Train …'));
    await panel.until('the host is asked', () => panel.callsOf('startTraining').length === 1);
    assert.deepEqual(asked(panel), { ...lookedAt.usual, options: lookedAt.defaults.linear });
    await panel.type('[data-focus="train-head"]', 'mlp');
    await panel.type('[data-focus="train-backbone"]', '/models/mine.keras');
    await panel.type('[data-focus="train-side"]', '150');
    await panel.type('[data-focus="train-dropout"]', '0,3');
    await panel.type('[data-focus="train-fine-tune"]', 'exit');
    await panel.type('[data-focus="train-fineTuneEpochs"]', '3');
    await panel.click(panel.find('[data-focus="train-class-weights-on"]'));
    await panel.until('the form is ready', () => !panel.button('Train …').disabled);
    await panel.click(panel.button('Train …'));
    await panel.until('the host is asked again', () => panel.callsOf('startTraining').length === 2);
    assert.deepEqual(asked(panel), {
      model: '/models/mine.keras',
      side: 150,
      options: {
        ...lookedAt.defaults.mlp,
        dropout: 0.3,
        classWeights: true,
        fineTune: 'exit',
        fineTuneEpochs: 3,
      },
    });
  });

  it('offers only what counts for the head, each with a sentence of help', async () => {
    const panel = await open(lookedAt);
    assert.equal(panel.all('[data-focus="train-hidden"]').length, 0);
    assert.equal(panel.all('[data-focus="train-learningRate"]').length, 0, 'L-BFGS has none');
    await panel.type('[data-focus="train-head"]', 'mlp');
    assert.equal((panel.find('[data-focus="train-optimizer"]') as HTMLSelectElement).value, 'adam');
    assert.equal((panel.find('[data-focus="train-epochs"]') as HTMLInputElement).value, '60');
    for (const control of panel.all('.train-form :is(input:not([type="checkbox"]), select, fieldset)')) {
      const help = panel.window.document.getElementById(control.getAttribute('aria-describedby') ?? '');
      assert.match(help?.textContent ?? '', /\.$/, control.outerHTML);
    }
  });

  it('tells what augmentation costs', async () => {
    const panel = await open(lookedAt);
    await panel.click(panel.find('[data-focus="train-augment-flip"]'));
    assert.match(panel.text, /276 pictures go through the backbone instead of 154\./);
    await panel.click(panel.find('[data-focus="train-augment-crop"]'));
    assert.match(panel.text, /642 pictures go through the backbone instead of 154\./);
  });

  it('does not begin with a number that is none, and says which', async () => {
    const panel = await open(lookedAt);
    for (const [name, typed, words] of [
      ['side', '32', 'Input size is a whole number from 71 to 1024.'],
      ['folds', '1', 'Cross-validation folds is 0, or a whole number from 2 to 100.'],
      ['l2', 'much', 'Weight decay (L2) is a number from 0 to 1000.'],
    ] as const) {
      await panel.type(`[data-focus="train-${name}"]`, typed);
      assert.equal(panel.find('.train-wrong').textContent, words);
      assert.ok(panel.button('Train …').disabled);
      await panel.click(panel.button('Usual options'));
      assert.equal(panel.all('.train-wrong').length, 0);
    }
  });

  it('shows why the host will not train', async () => {
    const panel = await open(lookedAt, {
      handlers: {
        startTraining: () => {
          throw new XceptionError('model-missing', 'There is no model mine.keras any more.');
        },
      },
    });
    await panel.click(panel.button('Train …'));
    await panel.until('the reason shows', () =>
      panel.text.includes('There is no model mine.keras any more.'),
    );
  });

  it('keeps the options over a reload of the panel', async () => {
    const panel = await open(lookedAt);
    await panel.type('[data-focus="train-folds"]', '5');
    await panel.close();
    const again = await open(lookedAt, { stored: panel.stored });
    assert.equal((again.find('[data-focus="train-folds"]') as HTMLInputElement).value, '5');
  });

  it('shows a training that goes on: stage, curves, last values, time left', async () => {
    const panel = await open(training);
    const bar = panel.find('[role="progressbar"]');
    assert.equal(bar.getAttribute('aria-valuetext'), 'Epoch 12 of 200 at most');
    assert.match(panel.text, /Epoch 12 of 200 at most 4 min left/);
    assert.match(panel.text, /Epoch 12: on the pictures it learns from, loss 0\.0833 and accuracy 97\.2%\./);
    assert.match(panel.text, /On those to judge by, loss 0\.15 and accuracy 95\.0%\./);
    assert.match(panel.text, /Fold 1: 91\.0% · Fold 2: 92\.0%/);
    const charts = panel.all('svg.evaluation-chart');
    assert.deepEqual(
      charts.map((chart) => chart.getAttribute('aria-label')),
      ['Loss by epoch', 'Accuracy by epoch'],
    );
    for (const [index, name] of ['Loss', 'Accuracy'].entries()) {
      const labels = [...charts[index]!.querySelectorAll('text')].map(({ textContent }) => textContent);
      assert.ok(labels.includes(name) && labels.includes('Epoch'), 'both axes say what they are');
      const points = charts[index]!.querySelector('.chart-train')?.getAttribute('d')?.match(/[ML]/g) ?? [];
      assert.equal(points.length, 12);
    }
    assert.equal(panel.all('.train-form').length, 0, 'one training at a time');
  });

  it('grows with the news of the host, and tells a screen reader no more than the quarters', async () => {
    const panel = await open(training);
    const status = (): string => panel.find('.train > .visually-hidden[role="status"]').textContent;
    assert.equal(status(), 'Epoch 12 of 200 at most 0%');
    await panel.host.call('updateTraining', { looking: null, run: runAfter(13) });
    await panel.until('the epoch shows', () => panel.text.includes('Epoch 13:'));
    assert.equal(status(), 'Epoch 12 of 200 at most 0%');
    await panel.host.call('updateTraining', { looking: null, run: runAfter(51) });
    await panel.until('the quarter is told', () => status() === 'Epoch 51 of 200 at most 25%');
    await panel.host.call('setTraining', trained);
    await panel.until('the end is told', () => status() === 'Training is finished: 90.6% right.');
  });

  it('is stopped with what is best, or cancelled', async () => {
    const panel = await open(training);
    await panel.click(panel.button('Stop and keep best'));
    await panel.click(panel.button('Cancel'));
    await panel.until('the host is told', () => panel.callsOf('cancelTraining').length === 1);
    assert.equal(panel.callsOf('stopTraining').length, 1);
    await panel.host.call('updateTraining', { looking: null, run: { ...runAfter(12), stopping: true } });
    await panel.until('it says so', () => panel.text.includes('Stopping; the best epoch is kept.'));
    assert.ok(panel.button('Stop and keep best').disabled);
  });

  it('shows a result with its interval, per class, and uses it', async () => {
    const panel = await open(trained);
    const plain = panel.text.replace(/[\u00a0\u202f]/g, ' ');
    assert.match(plain, /90\.6% right 95% interval 75\.8% to 96\.8%, on 32 pictures that it had not seen\./);
    assert.match(plain, /most frequent class would get 50\.0%/);
    assert.match(plain, /Stopped by hand after epoch 12; epoch 9 was kept\./);
    assert.match(plain, /91\.5% in the mean \(91\.0%, 92\.0%\); 95% interval 8\d\.\d% to 9\d\.\d%/);
    assert.match(plain, /Fine-tuning8 epochs, none better than before, so none was kept; 90\.6% right/);
    assert.match(plain, /looking 812 ms, backbone 20\.4 s, training 1\.50 s, writing 700 ms/);
    const ants = panel.all('.train-classes')[0]!.querySelector('tbody tr')?.textContent ?? '';
    assert.match(ants, /^ants16\d+\.\d%/);
    for (const [button, method] of [
      ['Use this model', 'useTrained'],
      ['Reveal', 'revealTrained'],
      ['Model card', 'openTrainingCard'],
    ] as const) {
      await panel.click(panel.button(button));
      await panel.until('the host is told', () => panel.callsOf(method).length === 1);
    }
  });

  it('says that the model is in use', async () => {
    const panel = await openPanel({
      state: panelState({ page: 'train', training: trained, activeModel: report.out }),
    });
    await panel.until('the page shows', () => panel.all('.train').length > 0);
    assert.ok(panel.button('In use').disabled);
  });

  it('shows the mistakes as pictures, those of one cell where it is chosen', async () => {
    const panel = await open(trained);
    await panel.until('the pictures show', () => panel.all('.mistake img').length === 3);
    const wrong = panel.all('.confusion .is-wrong');
    await panel.click(wrong[0]!);
    assert.match(panel.text, /ants taken for bees/);
    assert.equal(panel.all('.mistake').length, 1);
    await panel.click(panel.find('.mistake'));
    await panel.until('the host is asked', () => panel.callsOf('openMistake').length === 1);
    const { index } = panel.callsOf('openMistake')[0] as { index: number };
    assert.equal(report.figures.mistakes[index]?.actual, 'ants');
    await panel.click(panel.button('All mistakes'));
    assert.equal(panel.all('.mistake').length, 3);
  });

  it('tells why a training came to nothing, and tries again with the same options', async () => {
    const panel = await open(failed);
    assert.match(panel.find('[role="alert"]').textContent, /its process ended \(SIGKILL\)/);
    await panel.click(panel.button('Try again'));
    await panel.until('the host is asked', () => panel.callsOf('retryTraining').length === 1);
  });

  it('tells why a folder cannot be looked at, and looks again', async () => {
    const problem = 'There are no folders in /pictures/insects.';
    const panel = await open({ ...lookedAt, survey: null, problem });
    assert.match(panel.text, /There are no folders/);
    assert.equal(panel.all('.train-form').length, 0);
    await panel.click(panel.button('Try again'));
    await panel.until('the host is asked', () => panel.callsOf('lookAgain').length === 1);
  });

  it('shows how far the look at the pictures is', async () => {
    const panel = await open({ ...lookedAt, survey: null, looking: { done: 12, total: 154 } });
    assert.match(panel.text, /Looking at the pictures: 12 of 154/);
    await panel.host.call('updateTraining', { looking: { done: 99, total: 154 }, run: null });
    await panel.until('it goes on', () => panel.text.includes('99 of 154'));
    await panel.click(panel.button('Cancel'));
    await panel.until('the host is told', () => panel.callsOf('cancelTraining').length === 1);
  });
});

function widthOf(element: Element): number {
  return Number.parseFloat((element as HTMLElement).style.width);
}
