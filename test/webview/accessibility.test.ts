import assert from 'node:assert/strict';
import type { PanelState } from '../../src/shared/panelProtocol';
import { violations } from './support/axe';
import { usePanels } from './support/panels';
import {
  emptyState,
  evaluateState,
  failureState,
  insideState,
  layersState,
  manyState,
  mapState,
  panelState,
  repairsState,
  runningState,
  singleState,
  untrainedState,
} from './support/states';
import { failed, lookedAt, trained, training } from './support/trainAnswers';

/** Rows of every kind, and not so many that the check takes long. */
const SOME_LAYERS = { filter: 'conv-a 1' };

const STATES: Readonly<
  Record<string, readonly [PanelState, ready: string, section?: string, view?: string]>
> = {
  'nothing to show': [emptyState, '.empty'],
  'one picture': [singleState, '.frame img'],
  'many pictures': [manyState, '.thumbnail img'],
  'the gallery': [manyState, '.tile img', 'look', 'gallery'],
  'a failure': [failureState, '.entry-failure'],
  'a run': [runningState, '[role="progressbar"]'],
  'an untrained model': [untrainedState, '.banner-warning'],
  'where it looked': [insideState, '.look-map'],
  'the activations': [insideState, '.sheet-cell', 'activations'],
  'time per layer': [insideState, '[data-focus="time-measure"]', 'time'],
  'what changes the answer': [insideState, '.variant-seen img', 'changes'],
  'the layer table': [layersState, '.row-layer'],
  'a selected layer': [{ ...layersState, layer: 'block2_sepconv1', activeModel: 'm' }, '.code-lines'],
  'the repairs': [repairsState, '.repair'],
  'the shapes': [panelState({ page: 'shapes' }), '.shape'],
  'an evaluation': [evaluateState, '.confusion td'],
  'a map': [mapState, '.map-group'],
  'two networks': [panelState({ page: 'compare' }), '.mark'],
  'no folder to train on': [panelState({ page: 'train' }), '.empty'],
  'a folder to train on': [panelState({ page: 'train', training: lookedAt }), '.train-form'],
  'a training': [panelState({ page: 'train', training }), '.chart-train'],
  'a trained model': [panelState({ page: 'train', training: trained }), '.mistake img'],
  'a training that failed': [panelState({ page: 'train', training: failed }), '.banner-error'],
  'two models': [panelState({ page: 'compare', compared: { a: 'a', b: 'b' } }), '.compare-bar'],
};

describe('axe finds nothing wrong with', () => {
  const open = usePanels();
  for (const [name, [state, ready, section = 'look', view = 'list']] of Object.entries(STATES)) {
    it(name, async () => {
      const panel = await open({
        state,
        stored: { ...SOME_LAYERS, choices: { 'inside-section': section, 'results-view': view } },
      });
      await panel.until(`${ready} shows`, () => panel.all(ready).length > 0);
      assert.deepEqual(await violations(panel), []);
    });
  }
});
