import type { JSX } from 'preact';
import type { LayerRow, NetworkSummary } from '../../../shared/network';
import { usePanelHost } from '../../panelHost';
import { text, type MessageKey } from '../../strings';

interface LayerLinksProps {
  readonly summary: NetworkSummary;
  readonly layer: LayerRow;
}

/** The layers before and after. */
export function LayerLinks({ summary, layer }: LayerLinksProps): JSX.Element {
  const after = summary.layers.filter(({ inputs }) => inputs.includes(layer.name)).map(({ name }) => name);
  return (
    <dl class="layer-links">
      <Links title="comesFrom" names={layer.inputs} />
      <Links title="goesTo" names={after} />
    </dl>
  );
}

function Links({
  title,
  names,
}: {
  readonly title: MessageKey;
  readonly names: readonly string[];
}): JSX.Element | null {
  const host = usePanelHost();
  if (names.length === 0) return null;
  return (
    <>
      <dt>{text(title)}</dt>
      <dd>
        {names.map((name) => (
          <button
            key={name}
            class="link mono"
            type="button"
            onClick={() => {
              host.selectLayer(name);
            }}
          >
            {name}
          </button>
        ))}
      </dd>
    </>
  );
}
