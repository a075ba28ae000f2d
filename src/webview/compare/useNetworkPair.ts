import type { NetworkId } from '../../shared/network';
import type { NetworkSize } from '../../shared/panelProtocol';
import { NETWORKS, networkName } from '../describe';
import { SPACE } from '../format';
import { useChoice, useChoiceOf } from '../hooks/useChoice';
import { wholeNumber } from '../layerForm';

/** One of the two as its controls stand: the size is what has been typed so far. */
export interface NetworkChoice {
  readonly network: NetworkId;
  readonly side: string;
}

export interface NetworkPair {
  readonly a: NetworkChoice;
  readonly b: NetworkChoice;
  readonly change: (which: 'a' | 'b', changes: Partial<NetworkChoice>) => void;
  readonly swap: () => void;
  /** Null while a size is no whole number. */
  readonly sizes: { readonly a: NetworkSize; readonly b: NetworkSize } | null;
  /** Titles of the two columns. */
  readonly names: readonly [string, string];
}

/** Which two networks are compared; kept over a reload. */
export function useNetworkPair(): NetworkPair {
  const [networkA, setNetworkA] = useChoiceOf('compare-a', NETWORKS, 'paper');
  const [networkB, setNetworkB] = useChoiceOf('compare-b', NETWORKS, 'article');
  const [sideA, setSideA] = useChoice('compare-side-a', '299');
  const [sideB, setSideB] = useChoice('compare-side-b', '299');
  const a = { network: networkA, side: sideA };
  const b = { network: networkB, side: sideB };
  const change = (which: 'a' | 'b', { network, side }: Partial<NetworkChoice>): void => {
    if (network !== undefined) (which === 'a' ? setNetworkA : setNetworkB)(network);
    if (side !== undefined) (which === 'a' ? setSideA : setSideB)(side);
  };
  const [left, right] = [sizeOf(a), sizeOf(b)];
  return {
    a,
    b,
    change,
    swap: () => {
      change('a', b);
      change('b', a);
    },
    sizes: left && right ? { a: left, b: right } : null,
    names: [nameOf(a, sideB), nameOf(b, sideA)],
  };
}

function sizeOf({ network, side }: NetworkChoice): NetworkSize | null {
  const size = wholeNumber(side);
  return size === undefined ? null : { network, height: size, width: size };
}

/** Sizes are told where they differ. */
function nameOf({ network, side }: NetworkChoice, other: string): string {
  return side === other ? networkName(network) : `${networkName(network)}, ${side}${SPACE}px`;
}
