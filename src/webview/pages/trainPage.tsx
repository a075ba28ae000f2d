import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Looking, TrainingState } from '../../shared/training';
import { Banner } from '../components/banner';
import { Icon } from '../components/icon';
import { count } from '../format';
import { useScrollMemory } from '../hooks/useScrollMemory';
import { usePanelHost } from '../panelHost';
import { OptionsForm } from '../train/optionsForm';
import { ResultView } from '../train/resultView';
import { RunView } from '../train/runView';
import { SurveyView } from '../train/surveyView';
import { TrainAnnouncer } from '../train/trainAnnouncer';
import { TrainHeader } from '../train/trainHeader';
import { trainText } from '../train/trainStrings';

interface TrainPageProps {
  readonly training: TrainingState | null;
  readonly activeModel: string | null;
}

/** A classifier taught by a folder of pictures. */
export function TrainPage({ training, activeModel }: TrainPageProps): JSX.Element {
  const page = useRef<HTMLDivElement>(null);
  useScrollMemory('train', page);
  if (!training) return <NoFolder />;
  const { looking, survey, running, run, report, out } = training;
  return (
    <div class="train" ref={page}>
      <TrainHeader training={training} />
      <TrainAnnouncer training={training} />
      <Problem training={training} />
      {looking && <LookingBar looking={looking} />}
      {running && run && <RunView run={run} />}
      {!running && report && <ResultView report={report} run={run} inUse={activeModel === out} />}
      {survey && <SurveyView survey={survey} />}
      {survey && !running && (
        <section class="train-part" aria-labelledby="train-how">
          <h2 id="train-how">{trainText(report ? 'trainAgain' : 'how')}</h2>
          <OptionsForm training={training} />
        </section>
      )}
    </div>
  );
}

/** Why nothing came of it, and the way to begin anew with the same options. */
function Problem({
  training: { problem, asked, survey },
}: {
  readonly training: TrainingState;
}): JSX.Element {
  const host = usePanelHost();
  if (problem === null) return <></>;
  return (
    <Banner kind="error" title={trainText('failed')}>
      {problem}{' '}
      <button
        class="link"
        type="button"
        data-focus="train-retry"
        onClick={() => void host.act(asked && survey ? 'retryTraining' : 'lookAgain', null)}
      >
        {trainText('tryAgain')}
      </button>
    </Banner>
  );
}

function LookingBar({ looking: { done, total } }: { readonly looking: Looking }): JSX.Element {
  const label = trainText('looking');
  return (
    <div class="train-looking">
      <p role="status">{label}</p>
      <progress aria-label={label} max={Math.max(total, 1)} {...(total > 0 && { value: done })} />
      <p class="minor number">{total > 0 ? trainText('stageLooking', count(done), count(total)) : ''}</p>
    </div>
  );
}

function NoFolder(): JSX.Element {
  const host = usePanelHost();
  return (
    <div class="empty">
      <Icon name="picture" />
      <h1>{trainText('emptyTitle')}</h1>
      <p class="minor">{trainText('emptyHow')}</p>
      <button
        class="button"
        type="button"
        data-focus="train-choose"
        onClick={() => void host.act('chooseTrainingFolder', null)}
      >
        {trainText('chooseFolder')}
      </button>
    </div>
  );
}
