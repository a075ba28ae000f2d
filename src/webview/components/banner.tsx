import type { ComponentChildren, JSX } from 'preact';
import { text } from '../strings';
import { Icon } from './icon';

interface BannerProps {
  readonly kind: 'warning' | 'error';
  readonly title: string;
  readonly children: ComponentChildren;
  readonly onDismiss?: () => void;
}

/** A message in the flow of the page. Errors are read out at once, warnings when they are come across. */
export function Banner({ kind, title, children, onDismiss }: BannerProps): JSX.Element {
  return (
    <div class={`banner banner-${kind}`} role={kind === 'error' ? 'alert' : 'note'}>
      <Icon name={kind} />
      <p>
        <strong>{title}</strong> {children}
      </p>
      {onDismiss && (
        <button
          class="icon-button"
          type="button"
          aria-label={text('dismiss')}
          title={text('dismiss')}
          onClick={onDismiss}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
