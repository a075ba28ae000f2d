import type { JSX } from 'preact';
import { changedShare, relativeDifference, type WeightsComparison } from '../../shared/weightsComparison';
import type { ComparedModels, PanelState } from '../../shared/panelProtocol';
import { AnswerStatus } from '../components/inside/answerStatus';
import { Choice } from '../components/inside/choice';
import { count, figure, percent } from '../format';
import { useAnswer } from '../hooks/useAnswer';
import { useChoiceOf } from '../hooks/useChoice';
import { useQuestion } from '../hooks/useQuestion';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';
import { cosineText } from './comparedRows';
import { WeightsTable } from './weightsTable';

/** Two models' weights, tensor by tensor. Nothing is read before two models are chosen. */
export function CompareWeights({ state }: { readonly state: PanelState }): JSX.Element {
  const host = usePanelHost();
  const { compared } = state;
  const [kind, setKind] = useChoiceOf('compare-rows', ['layers', 'tensors'], 'layers');
  const [order, setOrder] = useChoiceOf('compare-order', ['network', 'most'], 'network');
  const models = useAnswer(`models ${JSON.stringify(compared)}`, (options) =>
    host.call('comparableModels', null, options),
  );
  const answer = useQuestion(compared, (asked, options) => host.call('compareWeights', asked, options));
  const known = models.value ?? [];
  const [first, second] = known;
  const chosen: ComparedModels | null =
    compared ?? (first && second ? { a: first.model, b: second.model } : null);
  const compare = (changes: Partial<ComparedModels>): void => {
    if (chosen) host.store.showCompared({ ...chosen, ...changes });
  };
  const comparison = answer.value;
  if (models.failure !== null) return <AnswerStatus answer={models} label={text('compareReading')} />;
  return (
    <>
      {!chosen && models.value && <p class="minor">{text('compareFewModels')}</p>}
      {chosen && (
        <div class="compare-controls">
          {(['a', 'b'] as const).map((which) => (
            <Choice
              key={which}
              label={text(which === 'a' ? 'compareModelA' : 'compareModelB')}
              name={`compare-model-${which}`}
              value={chosen[which]}
              options={known.map(({ model, title }) => [model, title] as const)}
              onChoose={(model) => {
                compare({ [which]: model });
              }}
            />
          ))}
          {!compared && (
            <button
              class="button"
              type="button"
              data-focus="compare-start"
              onClick={() => {
                compare({});
              }}
            >
              {text('pageCompare')}
            </button>
          )}
          <Choice
            label={text('compareBy')}
            name="compare-rows"
            value={kind}
            options={[
              ['layers', text('compareByLayer')],
              ['tensors', text('compareByTensor')],
            ]}
            onChoose={setKind}
          />
          <Choice
            label={text('compareOrder')}
            name="compare-order"
            value={order}
            options={[
              ['network', text('compareOrderNetwork')],
              ['most', text('compareOrderMost')],
            ]}
            onChoose={setOrder}
          />
        </div>
      )}
      {compared && (
        <AnswerStatus
          answer={answer}
          label={text('compareReading')}
          note={comparison ? wholeText(comparison) : ''}
        />
      )}
      {comparison && <WeightsTable comparison={comparison} kind={kind} order={order} state={state} />}
    </>
  );
}

function wholeText({ whole, tensors }: WeightsComparison): string {
  if (!whole) return text('compareNothing');
  const differences = tensors.flatMap(({ difference }) => difference ?? []);
  return text(
    'compareWhole',
    count(differences.length),
    count(differences.filter(({ changed }) => changed === 0).length),
    figure(relativeDifference(whole) ?? Number.POSITIVE_INFINITY),
    cosineText(whole),
    percent(changedShare(whole)),
  );
}
