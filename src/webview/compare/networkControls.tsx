import type { JSX } from 'preact';
import { Choice } from '../components/inside/choice';
import { NETWORKS, networkName } from '../describe';
import { text } from '../strings';
import type { NetworkPair } from './useNetworkPair';

interface NetworkControlsProps {
  readonly pair: NetworkPair;
  readonly shown: 'differences' | 'all';
  readonly onShown: (shown: 'differences' | 'all') => void;
}

/** Which two networks at which sizes are compared, and how much is told. */
export function NetworkControls({ pair, shown, onShown }: NetworkControlsProps): JSX.Element {
  return (
    <div class="compare-controls">
      {(['a', 'b'] as const).map((which, index) => (
        <>
          <Choice
            label={text(which === 'a' ? 'compareFirst' : 'compareSecond')}
            name={`compare-${which}`}
            value={pair[which].network}
            options={NETWORKS.map((id) => [id, networkName(id)] as const)}
            onChoose={(network) => {
              pair.change(which, { network });
            }}
          />
          <label class="field">
            <span>{text('compareSide', index + 1)}</span>
            <input
              class="input number-input"
              type="number"
              min={71}
              step={1}
              value={pair[which].side}
              data-focus={`compare-side-${which}`}
              onInput={(event) => {
                pair.change(which, { side: event.currentTarget.value });
              }}
            />
          </label>
        </>
      ))}
      <button class="button button-secondary" type="button" data-focus="compare-swap" onClick={pair.swap}>
        {text('compareSwap')}
      </button>
      <Choice
        label={text('compareShow')}
        name="compare-shown"
        value={shown}
        options={[
          ['differences', text('compareDifferences')],
          ['all', text('compareAll')],
        ]}
        onChoose={onShown}
      />
    </div>
  );
}
