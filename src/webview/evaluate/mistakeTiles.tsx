import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PanelEvaluation } from '../../shared/panelProtocol';
import { Thumbnail } from '../components/thumbnail';
import { count, percent } from '../format';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';

/** Tiles drawn at first, and with each further step. */
const STEP = 24;

/** Wrong answers as tiles, most confident first; a click shows the picture's result. */
export function MistakeTiles({ report }: { readonly report: PanelEvaluation }): JSX.Element {
  const host = usePanelHost();
  const [shown, setShown] = useState(STEP);
  const { mistakes, wrong } = report.evaluation;
  if (wrong === 0) return <p>{text('evaluateNoMistakes')}</p>;
  const entries = new Map(report.mistakeEntries.map((entry) => [entry.file, entry]));
  return (
    <>
      <p class="minor">{text('evaluateMistakesOf', count(Math.min(shown, mistakes.length)), count(wrong))}</p>
      <ul class="mistakes">
        {mistakes.slice(0, shown).map(({ path, actual, predicted, confidence }) => {
          const entry = entries.get(path);
          return (
            <li key={path}>
              <button
                class="mistake"
                type="button"
                title={path}
                disabled={!entry}
                onClick={() => {
                  if (entry) host.openEntry(entry.id);
                }}
              >
                {entry && <Thumbnail entry={entry} visible />}
                <span>
                  <strong>{predicted}</strong> <span class="number">{percent(confidence)}</span>
                </span>
                <span class="minor">{text('evaluateIs', actual)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {shown < mistakes.length && (
        <button
          class="button button-secondary"
          type="button"
          onClick={() => {
            setShown(shown + STEP);
          }}
        >
          {text('evaluateMore')}
        </button>
      )}
    </>
  );
}
