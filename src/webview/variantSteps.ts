import { FITS, RESIZE_METHODS } from '../shared/classification';
import type { Variant, VariantResult } from '../shared/explainProtocol';
import { decimal, percent } from './format';
import { text, type MessageKey } from './strings';

/** What can be done to a picture, one thing at a time or several. */
export type Change = Omit<Variant, 'id'>;
export type ChangeName = keyof Change;

export const CHANGE_NAMES = {
  rotate: 'changeRotate',
  crop: 'changeCrop',
  brightness: 'changeBrightness',
  blur: 'changeBlur',
  jpegQuality: 'changeJpegQuality',
  resize: 'changeResize',
  fit: 'changeFit',
  flip: 'changeFlip',
} as const satisfies Readonly<Record<ChangeName, MessageKey>>;

export const CHANGES = Object.keys(CHANGE_NAMES) as readonly ChangeName[];

/** What is turned on a slider; the others are chosen from a list. */
export type SliderName = 'rotate' | 'crop' | 'brightness' | 'blur' | 'jpegQuality';

interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Where the picture is as it was. */
  readonly usual: number;
}

/** Beyond the highest JPEG quality lies no JPEG at all. */
const NO_JPEG = 100;

export const SLIDERS: Readonly<Record<SliderName, Scale>> = {
  rotate: { min: -60, max: 60, step: 5, usual: 0 },
  crop: { min: 0.3, max: 1, step: 0.05, usual: 1 },
  brightness: { min: 0.2, max: 2, step: 0.05, usual: 1 },
  blur: { min: 0, max: 8, step: 0.5, usual: 0 },
  jpegQuality: { min: 5, max: NO_JPEG, step: 5, usual: NO_JPEG },
};

export const SLIDER_NAMES = Object.keys(SLIDERS) as readonly SliderName[];
export const LIST_NAMES = CHANGES.filter((name) => !isSlider(name));

function isSlider(name: ChangeName): name is SliderName {
  return name in SLIDERS;
}

/** The steps of each kind of change, nine at most: they run as one batch. Undefined leaves the picture alone. */
const STEPS: { readonly [Name in ChangeName]-?: readonly Change[Name][] } = {
  rotate: [-60, -45, -30, -15, 0, 15, 30, 45, 60],
  crop: [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
  brightness: [0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 1.75, 2],
  blur: [0, 0.5, 1, 1.5, 2, 3, 4, 6, 8],
  jpegQuality: [5, 10, 15, 25, 35, 50, 75, 90, undefined],
  resize: RESIZE_METHODS,
  fit: FITS,
  flip: [undefined, 'horizontal', 'vertical'],
};

/** Where a slider stands. */
export function valueOf(base: Change, name: SliderName): number {
  return base[name] ?? SLIDERS[name].usual;
}

/** A change with a slider moved; where it leaves the picture alone, it is not named. */
export function withValue(base: Change, name: SliderName, value: number): Change {
  const others = Object.fromEntries(Object.entries(base).filter(([other]) => other !== name));
  return value === SLIDERS[name].usual ? others : { ...others, [name]: value };
}

/** A slider's value, for people. */
export function valueName(name: SliderName, value: number): string {
  return stepName(name, name === 'jpegQuality' && value === NO_JPEG ? undefined : value);
}

/** The steps of one kind of change, among them what is chosen now: it takes the place of the step that is nearest to it. */
function stepsAlong(along: ChangeName, base: Change): readonly Change[ChangeName][] {
  const steps: readonly Change[ChangeName][] = STEPS[along];
  const chosen = base[along];
  if (!isSlider(along) || chosen === undefined || steps.includes(chosen)) return steps;
  const distances = steps.map((step) => Math.abs(Number(step ?? NO_JPEG) - Number(chosen)));
  const nearest = distances.indexOf(Math.min(...distances));
  return steps.map((step, place) => (place === nearest ? chosen : step));
}

/** Which of the steps is the picture as it is chosen now; -1 is none of them. */
export function currentStep(along: ChangeName, base: Change): number {
  const steps = stepsAlong(along, base);
  const place = steps.indexOf(base[along]);
  return place < 0 && isSlider(along) ? steps.indexOf(SLIDERS[along].usual) : place;
}

/** The picture in all steps of one kind of change, on top of other changes. Each variant's id is its step, for people. */
export function variantsAlong(along: ChangeName, base: Change): readonly Variant[] {
  return stepsAlong(along, base).map((value) => {
    const others = Object.entries(base).filter(([name]) => name !== along);
    const changed = value === undefined ? {} : { [along]: value };
    return { ...Object.fromEntries(others), ...changed, id: stepName(along, value) };
  });
}

/** The steps to choose from for one kind of change: as text, and for people. */
export function stepOptions(name: ChangeName): readonly (readonly [value: string, title: string])[] {
  const steps = STEPS[name].flatMap((value) =>
    value === undefined ? [] : [[String(value), stepName(name, value)] as const],
  );
  const none = name === 'resize' || name === 'fit' ? 'changeAsModel' : 'changeNone';
  const unchanged = STEPS[name].includes(undefined) || none === 'changeAsModel';
  return unchanged ? [['', text(none)], ...steps] : steps;
}

/** A change with one of its parts set to what {@link stepOptions} says; the empty text takes it away. */
export function withStep(base: Change, name: ChangeName, chosen: string): Change {
  const others = Object.fromEntries(Object.entries(base).filter(([other]) => other !== name));
  const value = STEPS[name].find((step) => step !== undefined && String(step) === chosen);
  return value === undefined ? others : { ...others, [name]: value };
}

/** What {@link stepOptions} calls the part of a change; where it is not named, what leaves the picture alone. */
export function stepOf(base: Change, name: ChangeName): string {
  return String(base[name] ?? (isSlider(name) && name !== 'jpegQuality' ? SLIDERS[name].usual : ''));
}

function stepName(name: ChangeName, value: string | number | undefined): string {
  if (value === undefined) return text('changeNone');
  switch (name) {
    case 'rotate':
      return text('changeDegrees', decimal(Number(value), 0));
    case 'crop':
      return percent(Number(value)).replace('.0%', '%');
    case 'brightness':
      return text('changeFactor', String(value));
    case 'blur':
      return text('changePixels', String(value));
    case 'flip':
      return text(value === 'horizontal' ? 'flipHorizontal' : 'flipVertical');
    case 'jpegQuality':
    case 'resize':
    case 'fit':
      return String(value);
  }
}

/** A class and its probability at each step. */
export interface Course {
  readonly index: number;
  readonly label: string;
  readonly probabilities: readonly number[];
}

/** The classes that are the most probable anywhere, those with the highest peak first. */
export function coursesOf(variants: readonly VariantResult[], most: number): readonly Course[] {
  const courses = new Map<number, { index: number; label: string; probabilities: number[] }>();
  variants.forEach(({ predictions }, step) => {
    for (const { index, label, probability } of predictions) {
      const course = courses.get(index) ?? { index, label, probabilities: variants.map(() => 0) };
      course.probabilities[step] = probability;
      courses.set(index, course);
    }
  });
  const peak = ({ probabilities }: Course): number => Math.max(...probabilities);
  return [...courses.values()].toSorted((a, b) => peak(b) - peak(a) || a.index - b.index).slice(0, most);
}
