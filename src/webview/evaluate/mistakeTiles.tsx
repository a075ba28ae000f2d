import type { JSX } from 'preact';
import type { PanelEvaluation } from '../../shared/panelProtocol';
import { useShownPart } from '../components/shownPart';
import { Thumbnail } from '../components/thumbnail';
import { count } from '../format';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';
import { MistakeTile } from './mistakeTile';

/** Wrong answers as tiles, most confident first; a click shows the picture's result. */
export function MistakeTiles({ report }: { readonly report: PanelEvaluation }): JSX.Element {
  const host = usePanelHost();
  const { mistakes, wrong } = report.evaluation;
  const [shown, more] = useShownPart(mistakes);
  if (wrong === 0) return <p>{text('evaluateNoMistakes')}</p>;
  const entries = new Map(report.mistakeEntries.map((entry) => [entry.file, entry]));
  return (
    <>
      <p class="minor">{text('evaluateMistakesOf', count(shown.length), count(wrong))}</p>
      <ul class="mistakes">
        {shown.map((mistake) => {
          const entry = entries.get(mistake.path);
          return (
            <MistakeTile
              key={mistake.path}
              mistake={mistake}
              onOpen={
                entry &&
                (() => {
                  host.openEntry(entry.id);
                })
              }
            >
              {entry && <Thumbnail entry={entry} visible />}
            </MistakeTile>
          );
        })}
      </ul>
      {more}
    </>
  );
}
