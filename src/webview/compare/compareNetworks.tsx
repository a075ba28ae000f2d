import type { JSX } from 'preact';
import { isSameBlock } from '../../shared/networkDiff';
import type { NetworkComparisonRequest, PanelState } from '../../shared/panelProtocol';
import { AnswerStatus } from '../components/inside/answerStatus';
import { useChoiceOf } from '../hooks/useChoice';
import { useQuestion } from '../hooks/useQuestion';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';
import { CauseTable, PointTable, TotalTable } from './costTables';
import { mergeStory } from './diffWords';
import { NetworkControls } from './networkControls';
import { StepTable } from './stepTable';
import { useNetworkPair } from './useNetworkPair';

/** Two networks side by side, or one at two input sizes. */
export function CompareNetworks({ state }: { readonly state: PanelState }): JSX.Element {
  const host = usePanelHost();
  const pair = useNetworkPair();
  const [shown, setShown] = useChoiceOf('compare-shown', ['differences', 'all'], 'differences');
  const { classes, includeTop } = state.table;
  const request: NetworkComparisonRequest | null = pair.sizes && { ...pair.sizes, classes, includeTop };
  const answer = useQuestion(request, (asked, options) => host.call('compareNetworks', asked, options));
  const diff = answer.value;
  const same = diff?.blocks.every(isSameBlock) === true;
  const story = diff && mergeStory(diff);
  return (
    <>
      <NetworkControls pair={pair} shown={shown} onShown={setShown} />
      {!request && <p role="alert">{text('wholeNumbers')}</p>}
      {answer.failure !== null && <AnswerStatus answer={answer} label={text('compareNetworks')} />}
      {diff && (
        <>
          {story !== null && <p class="compare-story">{story}</p>}
          <TotalTable diff={diff} names={pair.names} />
          <CauseTable diff={diff} />
          <PointTable diff={diff} names={pair.names} />
          {same ? (
            <p>{text('compareSame')}</p>
          ) : (
            <StepTable diff={diff} names={pair.names} all={shown === 'all'} state={state} />
          )}
        </>
      )}
    </>
  );
}
