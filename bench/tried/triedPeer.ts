import { performance } from 'node:perf_hooks';
import { buildNetwork } from '../../src/model/arch/buildNetwork';
import { sizeNetwork } from '../../src/model/arch/sizeNetwork';
import type { Attribute, SavedGraph } from '../../src/model/protobuf/graphDef';
import { foldNetwork } from '../../src/model/runtime/foldNetwork';
import { GraphSession, type Values } from '../../src/model/runtime/graphSession';
import { IMAGES, networkGraphDef, SCORES, weightInput } from '../../src/model/runtime/networkGraphDef';
import { untrainedWeights } from '../../src/model/weights/untrained';
import { servePeer } from '../peers/servePeer.mjs';
import { VARIANTS } from './variants';

const SIDE = 299;
const PIXELS = SIDE * SIDE * 3;

let session: GraphSession | undefined;

/** The paper's network, written in one of the ways that were tried. */
void servePeer({
  load({ variant: id }: { readonly variant: string }) {
    const variant = VARIANTS[id];
    if (!variant) throw new Error(`There is no variant ${id}.`);
    const input = { height: SIDE, width: SIDE };
    const network = buildNetwork('paper');
    const folded = foldNetwork(sizeNetwork(network, input), untrainedWeights('paper'), network.output, {
      inPlace: true,
    });
    const weights = [...folded.tensors].map(([name, { shape, data }]): [string, Values] => [
      weightInput(name),
      { shape, values: data },
    ]);
    const graph = variant.graph(networkGraphDef(folded, input));
    session = variant.constants
      ? new GraphSession(withConstants(graph, new Map(weights)), [])
      : new GraphSession(graph, weights);
    return {};
  },
  run({ batch, runs }: { readonly batch: number; readonly runs: number }) {
    const loaded = session;
    if (!loaded) throw new Error('Nothing is loaded.');
    const values = new Float32Array(batch * PIXELS).map((_, index) => Math.sin(index * 0.37));
    const ms: number[] = [];
    let scores: readonly number[] = [];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      const [result] = loaded.run(IMAGES, { shape: [batch, SIDE, SIDE, 3], values }, [SCORES]);
      ms.push(performance.now() - start);
      scores = Array.from(result?.values ?? []);
    }
    return { ms, scores };
  },
  memory: () => ({ peakBytes: process.resourceUsage().maxRSS * 1024 }),
});

function withConstants(graph: SavedGraph, weights: ReadonlyMap<string, Values>): SavedGraph {
  const nodes = graph.nodes.map((node) => {
    const weight = weights.get(node.name);
    if (!weight) return node;
    const dtype: Attribute = { type: 'float' };
    const value: Attribute = {
      floatTensor: { shape: weight.shape, values: Array.from(weight.values) },
    };
    return { ...node, op: 'Const', attributes: { dtype, value } };
  });
  return { ...graph, nodes, inputs: graph.inputs.filter(({ node }) => !weights.has(node)) };
}
