import type {
  ImageClassification,
  ImageFailure,
  ModelRecord,
  Prediction,
} from '../../../src/shared/classification';
import type { PanelState, ResultEntry } from '../../../src/shared/panelProtocol';

export const kitchenware: ModelRecord = {
  id: 'kitchenware',
  title: 'Kitchenware (sample model)',
  network: 'paper',
  weights: 'kitchenware.keras',
  source: { kind: 'file', path: '/models/kitchenware.keras' },
  input: { height: 150, width: 150 },
  classes: 6,
  labels: ['cup', 'fork', 'glass', 'knife', 'plate', 'spoon'],
  labelsFrom: 'request',
  output: 'softmax',
  preprocessing: { resize: 'nearest', fit: 'stretch', cropFraction: 1, normalization: { kind: 'tf' } },
  params: 20_873_774,
  trained: true,
  warnings: [],
};

export const untrained: ModelRecord = {
  ...kitchenware,
  id: 'paper-untrained',
  title: 'The paper’s network, untrained',
  weights: 'untrained',
  source: { kind: 'untrained' },
  input: { height: 299, width: 299 },
  classes: 1000,
  labels: Array.from({ length: 1000 }, (_, index) => `label ${index}`),
  params: 22_910_480,
  trained: false,
};

/** A sure answer, unless other probabilities are asked for; the entropy is theirs. */
export function classification(
  model: ModelRecord,
  probabilities: readonly number[] = [0.97, 0.02, 0.01],
): ImageClassification {
  const predictions: readonly Prediction[] = probabilities.map((probability, index) => ({
    index,
    label: model.labels[index] ?? `class ${index}`,
    probability,
    logit: Math.log(probability),
  }));
  return {
    file: '/pictures/cup.jpg',
    predictions,
    input: { ...model.input, resize: 'nearest', crop: 'stretch' },
    timings: { decode: 12.34, preprocess: 0.41, inference: 92.2 },
    picture: { width: 640, height: 480 },
    entropy: probabilities.reduce((sum, p) => sum - p * Math.log(p), 0),
  };
}

export const failure: ImageFailure = {
  file: '/pictures/broken.jpg',
  error: {
    code: 'image-unreadable',
    message: '/pictures/broken.jpg cannot be read as a picture: its data ends too early. Save it anew.',
  },
};

export function entry(id: number, changes: Partial<ResultEntry> = {}): ResultEntry {
  return {
    id,
    file: `/pictures/cup-${id}.jpg`,
    name: `cup-${id}.jpg`,
    folder: 'pictures',
    model: kitchenware.id,
    result: classification(kitchenware),
    ...changes,
  };
}

/** An entry that has no result yet. */
export function waitingEntry(id: number): ResultEntry {
  const { id: same, file, name, folder, model } = entry(id);
  return { id: same, file, name, folder, model };
}

export function entries(length: number): readonly ResultEntry[] {
  return Array.from({ length }, (_, index) => entry(index + 1));
}

export function panelState(changes: Partial<PanelState> = {}): PanelState {
  return {
    page: 'results',
    entries: [],
    models: { [kitchenware.id]: kitchenware },
    selected: null,
    run: null,
    problem: null,
    table: { network: 'paper', height: 299, width: 299, classes: 1000, includeTop: true },
    layer: null,
    activeModel: null,
    compared: null,
    evaluated: null,
    only: null,
    training: null,
    ...changes,
  };
}

export const emptyState = panelState();
export const singleState = panelState({ entries: entries(1) });
export const manyState = panelState({ entries: entries(250), selected: 2 });
export const failureState = panelState({
  entries: [entry(1), entry(2, { name: 'broken.jpg', result: failure })],
  selected: 2,
  problem: 'The inference process ended.',
});
export const runningState = panelState({
  entries: [entry(1), waitingEntry(2), waitingEntry(3)],
  run: { total: 3, done: 1, activity: 'Classifying …' },
});
export const untrainedState = panelState({
  entries: [entry(1, { model: untrained.id, result: classification(untrained, [0.002, 0.0015]) })],
  models: { [untrained.id]: untrained },
});
export const insideState = panelState({ page: 'inside', entries: entries(3), selected: 1 });
export const layersState = panelState({ page: 'layers' });
export const evaluateState = panelState({ page: 'evaluate', entries: entries(40) });
export const mapState = panelState({ page: 'map', entries: entries(40), evaluated: 7 });
export const repairsState = panelState({
  page: 'layers',
  table: { ...emptyState.table, network: 'pytorch' },
});
