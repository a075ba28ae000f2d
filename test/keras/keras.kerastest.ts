// One file for one Mocha run, so that TensorFlow starts once on either side.
import { kerasCode } from './kerasCode';
import { kerasCounts } from './kerasCounts';
import { kerasExplains } from './kerasExplains';
import { kerasReads } from './kerasReads';
import { kerasClassifies, kerasWrites } from './kerasWrites';
import { kerasTrained } from './kerasTrained';
import { useBench } from './support/bench';

describe('against live Keras', () => {
  const bench = useBench();

  describe('layer tables', () => kerasCounts(bench));
  describe('lines of code', () => kerasCode(bench));
  describe('explanations', () => kerasExplains(bench));
  describe('answers', () => kerasClassifies(bench));
  describe('xception exports, Keras reads', () => kerasReads(bench));
  describe('xception trains, Keras reads', () => kerasTrained(bench));
  describe('Keras writes, xception reads', () => kerasWrites(bench));
});
