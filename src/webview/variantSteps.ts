import { FITS, RESIZE_METHODS } from '../shared/classification';
import type { Variant, VariantResult } from '../shared/explainProtocol';
import { decimal } from './format';
import { text, type MessageKey } from './strings';

/** What can be done to a picture, one thing at a time or several. */
export type Change = Omit<Variant, 'id'>;
export type ChangeName = keyof Change;

export const CHANGE_NAMES = {
  rotate: 'changeRotate',
  brightness: 'changeBrightness',
  blur: 'changeBlur',
  jpegQuality: 'changeJpegQuality',
  resize: 'changeResize',
  fit: 'changeFit',
  flip: 'changeFlip',
} as const satisfies Readonly<Record<ChangeName, MessageKey>>;

export const CHANGES = Object.keys(CHANGE_NAMES) as readonly ChangeName[];

/** The steps of each kind of change; undefined leaves the picture alone. */
const STEPS: { readonly [Name in ChangeName]-?: readonly Change[Name][] } = {
  rotate: [-60, -45, -30, -15, 0, 15, 30, 45, 60],
  brightness: [0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 1.75, 2],
  blur: [0, 0.5, 1, 1.5, 2, 3, 4, 6, 8],
  jpegQuality: [undefined, 90, 75, 50, 35, 25, 15, 10, 5],
  resize: RESIZE_METHODS,
  fit: FITS,
  flip: [undefined, 'horizontal', 'vertical'],
};

/** The picture in all steps of one kind of change, on top of other changes. Each variant's id is its step, for people. */
export function variantsAlong(along: ChangeName, base: Change): readonly Variant[] {
  return STEPS[along].map((value) => {
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
  const usual = { rotate: '0', brightness: '1', blur: '0' } as const;
  return String(base[name] ?? (name in usual ? usual[name as keyof typeof usual] : ''));
}

function stepName(name: ChangeName, value: string | number | undefined): string {
  if (value === undefined) return text('changeNone');
  switch (name) {
    case 'rotate':
      return text('changeDegrees', decimal(Number(value), 0));
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
