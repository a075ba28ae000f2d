import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { copiesPerPicture } from '../../shared/copiesPerPicture';
import type { TrainingState } from '../../shared/training';
import { AUGMENTATIONS, FINE_TUNINGS, HEAD_KINDS, SCHEDULES } from '../../shared/trainProtocol';
import { count } from '../format';
import { useChoice } from '../hooks/useChoice';
import { usePanelHost } from '../panelHost';
import { NUMBER_FIELDS, type NumberName } from './numberFields';
import { ChecksOption, ChoiceOption, NumberOption } from './options';
import { formFrom, optimizersFor, readForm, type FormReading, type TrainForm } from './trainForm';
import { trainText, type TrainKey } from './trainStrings';

const HEADS = { linear: 'headLinear', mlp: 'headMlp' } as const satisfies Record<string, TrainKey>;
const OPTIMIZER_NAMES = { lbfgs: 'L-BFGS', adam: 'Adam', sgd: 'SGD' } as const;
const SCHEDULE_KEYS = {
  constant: 'scheduleConstant',
  cosine: 'scheduleCosine',
  step: 'scheduleStep',
} as const satisfies Record<string, TrainKey>;
const FINE_TUNE_KEYS = {
  none: 'fineTuneNone',
  exit: 'fineTuneExit',
} as const satisfies Record<string, TrainKey>;
const AUGMENT_KEYS = {
  flip: 'augmentFlip',
  crop: 'augmentCrop',
  colour: 'augmentColour',
} as const satisfies Record<string, TrainKey>;

/** How a classifier is to be trained, and the button that begins. What is chosen stays for the next folder. */
export function OptionsForm({ training }: { readonly training: TrainingState }): JSX.Element {
  const host = usePanelHost();
  const [kept, keep] = useChoice('train-form', '{}');
  const [starting, setStarting] = useState(false);
  const form = formFrom(kept);
  const reading = readForm(form, training);
  const change = (changes: Partial<TrainForm>): void => {
    keep(JSON.stringify({ ...form, ...changes }));
  };
  const start = async (): Promise<void> => {
    setStarting(true);
    await host.act('startTraining', reading.settings);
    setStarting(false);
  };
  const parts = { training, form, reading, change };
  return (
    <form
      class="train-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reading.wrong.length === 0) void start();
      }}
    >
      <div class="train-options">
        <MainOptions {...parts} />
      </div>
      <details class="train-more" open={reading.wrong.length > 0}>
        <summary data-focus="train-more">{trainText('more')}</summary>
        <div class="train-options">
          <MoreOptions {...parts} />
        </div>
      </details>
      <p class="minor">
        {costText(parts)} {trainText('cached')}
      </p>
      <div class="actions">
        <button
          class="button"
          type="submit"
          data-focus="train-start"
          disabled={starting || !training.survey || reading.wrong.length > 0}
        >
          {trainText('train')}
        </button>
        {kept !== '{}' && (
          <button
            class="button button-secondary"
            type="button"
            onClick={() => {
              keep('{}');
            }}
          >
            {trainText('reset')}
          </button>
        )}
      </div>
    </form>
  );
}

interface Parts {
  readonly training: TrainingState;
  readonly form: TrainForm;
  readonly reading: FormReading;
  readonly change: (changes: Partial<TrainForm>) => void;
}

/** What most people want to decide. */
function MainOptions(parts: Parts): JSX.Element {
  const { training, reading, change } = parts;
  const { model, options } = reading.settings;
  return (
    <>
      <ChoiceOption
        name="train-backbone"
        title="backbone"
        help="backboneHelp"
        value={model}
        options={training.backbones.map((one) => [one.model, one.title] as const)}
        onChoose={(chosen) => {
          change({ model: chosen });
        }}
      />
      <ChoiceOption
        name="train-head"
        title="head"
        help="headHelp"
        value={options.head}
        options={HEAD_KINDS.map((kind) => [kind, trainText(HEADS[kind])] as const)}
        onChoose={(head) => {
          change({ head });
        }}
      />
      <NumberField name="side" parts={parts} />
      <ChecksOption
        name="train-augment"
        title="augment"
        help={trainText('augmentHelp')}
        checks={AUGMENTATIONS.map(
          (kind) => [kind, trainText(AUGMENT_KEYS[kind]), options.augment.includes(kind)] as const,
        )}
        onCheck={(kind, checked) => {
          change({
            augment: AUGMENTATIONS.filter((one) => (one === kind ? checked : options.augment.includes(one))),
          });
        }}
      />
    </>
  );
}

/** What has good values already; only what counts for the chosen head and optimizer. */
function MoreOptions(parts: Parts): JSX.Element {
  const { training, reading, change } = parts;
  const { head, optimizer, schedule, classWeights, augment, fineTune } = reading.settings.options;
  const stepwise = optimizer !== 'lbfgs';
  const drawn = training.survey?.splitBy !== 'folders';
  const many = augment.some((kind) => kind !== 'flip');
  const names: readonly (readonly [NumberName, boolean])[] = [
    ['copies', many],
    ['folds', true],
    ['fineTuneEpochs', fineTune === 'exit'],
    ['fineTuneRate', fineTune === 'exit'],
    ['epochs', true],
    ['l2', true],
    ['hidden', head === 'mlp'],
    ['dropout', head === 'mlp'],
    ['learningRate', stepwise],
    ['batch', stepwise],
    ['patience', stepwise],
    ['testShare', drawn],
    ['seed', true],
  ];
  return (
    <>
      <ChecksOption
        name="train-class-weights"
        title="classWeights"
        help={trainText('classWeightsHelp')}
        checks={[['on', trainText('classWeights'), classWeights]]}
        onCheck={(_, checked) => {
          change({ classWeights: checked });
        }}
      />
      <ChoiceOption
        name="train-fine-tune"
        title="fineTune"
        help="fineTuneHelp"
        value={fineTune}
        options={FINE_TUNINGS.map((part) => [part, trainText(FINE_TUNE_KEYS[part])] as const)}
        onChoose={(chosen) => {
          change({ fineTune: chosen });
        }}
      />
      <ChoiceOption
        name="train-optimizer"
        title="optimizer"
        help="optimizerHelp"
        value={optimizer}
        options={optimizersFor(head).map((name) => [name, OPTIMIZER_NAMES[name]] as const)}
        onChoose={(chosen) => {
          change({ optimizer: chosen });
        }}
      />
      {stepwise && (
        <ChoiceOption
          name="train-schedule"
          title="schedule"
          help="scheduleHelp"
          value={schedule}
          options={SCHEDULES.map((name) => [name, trainText(SCHEDULE_KEYS[name])] as const)}
          onChoose={(chosen) => {
            change({ schedule: chosen });
          }}
        />
      )}
      {names.map(([name, counts]) => counts && <NumberField key={name} name={name} parts={parts} />)}
    </>
  );
}

function NumberField({ name, parts }: { readonly name: NumberName; readonly parts: Parts }): JSX.Element {
  const { form, reading, change } = parts;
  const { title, help, least, most, whole, orZero } = NUMBER_FIELDS[name];
  const { side, options } = reading.settings;
  const range = orZero === true ? 'rangeFolds' : whole ? 'rangeWhole' : 'range';
  return (
    <NumberOption
      name={`train-${name}`}
      title={title}
      help={help}
      value={form.numbers[name] ?? String(name === 'side' ? side : options[name])}
      problem={reading.wrong.includes(name) ? trainText(range, trainText(title), least, most) : null}
      onType={(typed) => {
        change({ numbers: { ...form.numbers, [name]: typed } });
      }}
    />
  );
}

/** What augmentation costs, in pictures; nothing where there is none. */
function costText({ training: { survey }, reading }: Parts): string {
  const copies = copiesPerPicture(reading.settings.options);
  if (!survey || copies === 0 || !Number.isInteger(copies)) return '';
  const learnt = survey.classes.reduce((sum, { train }) => sum + train, 0);
  const all = survey.classes.reduce((sum, { validation, test }) => sum + validation + test, learnt);
  return trainText('augmentCost', count(all + copies * learnt), count(all));
}
