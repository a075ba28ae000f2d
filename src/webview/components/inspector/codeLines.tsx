import type { JSX } from 'preact';
import type { AboutLayer } from '../../../shared/panelProtocol';
import { usePanelHost } from '../../panelHost';
import { text } from '../../strings';

/** The layer in Python, and where to read on. */
export function CodeLines({ about }: { readonly about: AboutLayer }): JSX.Element {
  const host = usePanelHost();
  const line = (framework: string, code: string): JSX.Element => (
    <>
      <dt>
        {framework}{' '}
        <button
          class="link"
          type="button"
          aria-label={text('copyCode', framework)}
          onClick={() => void host.act('copy', { text: code })}
        >
          {text('copy')}
        </button>
      </dt>
      <dd>
        <code>{code}</code>
      </dd>
    </>
  );
  return (
    <dl class="code-lines">
      {line('Keras', about.keras)}
      {line('PyTorch', about.pytorch)}
      <dt>{text('inPaper')}</dt>
      <dd>
        {about.paper} ·{' '}
        <button
          class="link"
          type="button"
          onClick={() => void host.act('openNetworks', { heading: about.heading })}
        >
          {text('readMore')}
        </button>
      </dd>
    </dl>
  );
}
