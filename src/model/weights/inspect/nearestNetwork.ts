import { buildNetwork } from '../../arch/buildNetwork';
import { DEFAULT_INPUT, sizeNetwork } from '../../arch/sizeNetwork';
import type { SizedLayer } from '../../arch/sizedLayer';
import type { NetworkId } from '../../../shared/network';
import { bindWeights, storedLayers, type Binding } from '../bindWeights';
import { keyedVariables } from '../card/tensorNaming';
import { wantedLayers } from '../inferModel';
import { bindByName, type KeyedVariable } from '../torch/torchBinding';
import type { TensorEntry, WeightsFile } from '../weightsFormat';
import { alignLayers } from './alignLayers';

/**
 * The network whose backbone a file's tensors come closest to, for a file that holds none. The head is left out: what
 * belongs to it cannot be known then.
 *
 * @returns undefined when no tensor fits any network
 */
export function nearestNetwork({ framework, entries }: WeightsFile): Binding | undefined {
  const attempts =
    framework === 'keras'
      ? (['paper', 'article'] as const).map((network) => nearestKeras(network, entries))
      : [nearestTorch('paper', entries), nearestTorch('pytorch', entries)];
  const [best] = attempts.toSorted((a, b) => fitting(b) - fitting(a));
  return best && fitting(best) > 0 ? best : undefined;
}

/** How many tensors are there in their shape. */
export function fitting({ bound, mismatched }: Binding): number {
  return bound.length - mismatched.length;
}

function nearestKeras(network: 'paper' | 'article', entries: readonly TensorEntry[]): Binding {
  const pairs = alignLayers(wantedLayers(network), storedLayers(entries));
  return bindWeights(network, backbone(network), entries, pairs);
}

function nearestTorch(network: 'paper' | 'pytorch', entries: readonly TensorEntry[]): Binding {
  const keyed = keyedVariables(
    backbone(network).filter(({ op }) => op.kind !== 'dense'),
    network === 'paper' ? 'timm' : 'pytorch',
  );
  const prefix = commonPrefix(keyed, entries);
  return bindByName(
    network,
    keyed.map(({ variable, key }) => ({ variable, key: prefix + key })),
    entries,
  );
}

/** What stands before the network's names in most of the file's. */
function commonPrefix(keyed: readonly KeyedVariable[], entries: readonly TensorEntry[]): string {
  const keys = new Set(keyed.map(({ key }) => key));
  const votes = new Map<string, number>();
  for (const { name } of entries) {
    for (let start = 0; start >= 0; start = name.indexOf('.', start) + 1 || -1) {
      if (keys.has(name.slice(start))) {
        const prefix = name.slice(0, start);
        votes.set(prefix, (votes.get(prefix) ?? 0) + 1);
      }
    }
  }
  const [most] = [...votes].toSorted(([, a], [, b]) => b - a);
  return most?.[0] ?? '';
}

function backbone(network: NetworkId): readonly SizedLayer[] {
  const size = { height: DEFAULT_INPUT, width: DEFAULT_INPUT };
  return sizeNetwork(buildNetwork(network, { includeTop: false }), size);
}
