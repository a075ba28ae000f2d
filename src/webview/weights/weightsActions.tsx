import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { inspectionData, type WeightsInspection } from '../../shared/inspection';
import type { WeightsPageState } from '../../shared/weightsPageProtocol';
import { text, type MessageKey } from '../strings';
import { reportMarkdown } from './reportMarkdown';

interface WeightsActionsProps {
  readonly state: WeightsPageState;
  readonly report: WeightsInspection;
  readonly onAct: (method: 'useModel' | 'reveal') => void;
  readonly onCopy: (text: string) => Promise<unknown>;
}

/** What can be done with the file; where it cannot be used, the reason stands beside the button. */
export function WeightsActions({ state, report, onAct, onCopy }: WeightsActionsProps): JSX.Element {
  const [copied, setCopied] = useState<string | null>(null);
  const hindrance = hindranceOf(state, report);
  const copyButton = (key: MessageKey, make: () => string): JSX.Element => (
    <button
      class="button button-secondary"
      type="button"
      onClick={() => {
        void onCopy(make()).then(() => {
          setCopied(key);
        });
      }}
    >
      {text(copied === key ? 'copied' : key)}
    </button>
  );
  return (
    <div class="weights-actions">
      <div class="actions">
        {state.trusted && (
          <button
            class="button"
            type="button"
            disabled={hindrance !== null}
            aria-describedby={hindrance === null ? undefined : 'weights-hindrance'}
            onClick={() => {
              onAct('useModel');
            }}
          >
            {text('weightsUse')}
          </button>
        )}
        <button
          class="button button-secondary"
          type="button"
          onClick={() => {
            onAct('reveal');
          }}
        >
          {text('reveal')}
        </button>
        {copyButton('weightsCopyJson', () => JSON.stringify(inspectionData(report), null, 2))}
        {copyButton('weightsCopyMarkdown', () => reportMarkdown(report))}
      </div>
      <p class="minor" id="weights-hindrance" role="status">
        {hindrance ?? ''}
      </p>
    </div>
  );
}

/** Why the model cannot be used, or need not be. */
function hindranceOf({ trusted, inUse }: WeightsPageState, { fits }: WeightsInspection): string | null {
  if (!trusted) return text('weightsRestricted');
  if (!fits) return text('weightsMisfit');
  return inUse ? text('weightsInUse') : null;
}
