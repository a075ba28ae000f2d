import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { NETWORK_IDS, buildNetwork } from '../../src/model/arch/buildNetwork';
import { sizeNetwork } from '../../src/model/arch/sizeNetwork';
import { tensorName, variablesOf } from '../../src/model/arch/variables';
import { permute } from '../../src/model/weights/permute';
import { untrainedWeights } from '../../src/model/weights/untrained';
import { referenceTensors } from '../support/reference';

describe('untrained weights', () => {
  for (const network of NETWORK_IDS) {
    it(`of ${network} have the order, shapes and bytes that the reference outputs were made with`, () => {
      const graph = buildNetwork(network);
      const weights = untrainedWeights(network);
      const variables = sizeNetwork(graph, { height: 299, width: 299 }).flatMap((layer) =>
        variablesOf(layer, graph.description.framework),
      );
      const expected = referenceTensors(network);
      assert.deepEqual(
        variables.map(({ key, storedShape }) => [key, storedShape]),
        expected.map(({ name, layer, variable, shape }) => [name ?? `${layer}/${variable}`, shape]),
      );
      variables.forEach((variable, index) => {
        const tensor = weights.get(tensorName(variable))!;
        assert.deepEqual(tensor.shape, variable.shape);
        const stored = variable.permutation
          ? permute(tensor.data, variable.shape, inverse(variable.permutation))
          : tensor.data;
        const hash = createHash('sha256')
          .update(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength))
          .digest('hex');
        assert.equal(hash, expected[index]!.sha256, variable.key);
      });
    });
  }
});

function inverse(permutation: readonly number[]): readonly number[] {
  return permutation.map((_, axis) => permutation.indexOf(axis));
}
