import type { TrainingSettings, TrainingState } from '../../shared/training';
import {
  AUGMENTATIONS,
  FINE_TUNINGS,
  HEAD_KINDS,
  OPTIMIZERS,
  SCHEDULES,
  type Augmentation,
  type FineTuning,
  type HeadKind,
  type OptimizerName,
  type ScheduleName,
} from '../../shared/trainProtocol';
import { isRecord, stringsOf } from '../viewMemory';
import { NUMBER_FIELDS, NUMBER_NAMES, type NumberName } from './numberFields';

/** What a person has changed in the form; what is not here is as usual, which depends on the head. */
export interface TrainForm {
  readonly model?: string;
  readonly head?: HeadKind;
  readonly optimizer?: OptimizerName;
  readonly schedule?: ScheduleName;
  readonly fineTune?: FineTuning;
  readonly classWeights?: boolean;
  readonly augment?: readonly Augmentation[];
  /** As typed. */
  readonly numbers: Readonly<Partial<Record<NumberName, string>>>;
}

/** What the form says, and which numbers in it are none. */
export interface FormReading {
  readonly settings: TrainingSettings;
  readonly wrong: readonly NumberName[];
}

type Usual = Pick<TrainingState, 'backbones' | 'usual' | 'defaults'>;

/** A form from the text that was kept of it; what an older version of the panel kept may be anything. */
export function formFrom(kept: string): TrainForm {
  let value: unknown;
  try {
    value = JSON.parse(kept);
  } catch {
    return { numbers: {} };
  }
  if (!isRecord(value)) return { numbers: {} };
  const one = <T extends string>(name: string, options: readonly T[]): T | undefined =>
    options.find((option) => option === value[name]);
  const { model, classWeights, augment, numbers } = value;
  const head = one('head', HEAD_KINDS);
  const optimizer = one('optimizer', OPTIMIZERS);
  const schedule = one('schedule', SCHEDULES);
  const fineTune = one('fineTune', FINE_TUNINGS);
  return {
    ...(typeof model === 'string' && { model }),
    ...(head && { head }),
    ...(optimizer && { optimizer }),
    ...(schedule && { schedule }),
    ...(fineTune && { fineTune }),
    ...(typeof classWeights === 'boolean' && { classWeights }),
    ...(Array.isArray(augment) && { augment: AUGMENTATIONS.filter((kind) => augment.includes(kind)) }),
    numbers: isRecord(numbers)
      ? Object.fromEntries(
          Object.entries(stringsOf(numbers)).filter(([name]) =>
            (NUMBER_NAMES as readonly string[]).includes(name),
          ),
        )
      : {},
  };
}

/** What a head can be trained by. */
export function optimizersFor(head: HeadKind): readonly OptimizerName[] {
  return head === 'linear' ? OPTIMIZERS : OPTIMIZERS.filter((name) => name !== 'lbfgs');
}

/** The form with everything that was left as usual filled in. */
export function readForm(form: TrainForm, { backbones, usual, defaults }: Usual): FormReading {
  const head = form.head ?? 'linear';
  const base = defaults[head];
  const optimizer = optimizersFor(head).find((name) => name === form.optimizer) ?? base.optimizer;
  const typed = NUMBER_NAMES.flatMap((name) => {
    const text = form.numbers[name];
    return text === undefined ? [] : [{ name, value: numberOf(text) }];
  });
  const numbers = Object.fromEntries(typed.map(({ name, value }) => [name, value]));
  const { side = usual.side, ...options } = numbers as Partial<Record<NumberName, number>>;
  return {
    settings: {
      model: backbones.find(({ model }) => model === form.model)?.model ?? usual.model,
      side,
      options: {
        ...base,
        ...{ head, optimizer, ...options },
        ...(form.schedule && { schedule: form.schedule }),
        ...(form.fineTune && { fineTune: form.fineTune }),
        ...(form.classWeights !== undefined && { classWeights: form.classWeights }),
        ...(form.augment && { augment: form.augment }),
      },
    },
    wrong: typed.flatMap(({ name, value }) => (suits(name, value) ? [] : [name])),
  };
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
}

function suits(name: NumberName, value: number): boolean {
  const { least, most, whole, orZero } = NUMBER_FIELDS[name];
  if (orZero === true && value === 0) return true;
  return value >= least && value <= most && (!whole || Number.isInteger(value));
}
