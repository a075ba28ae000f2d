import type { FolderSurvey } from './trainProtocol';

/** The largest class may have so many times the pictures of the smallest before it is said. */
const UNEVEN = 3;
/** A class with fewer pictures to learn from is said to have few. */
export const FEW = 10;

/** What is amiss with a folder to train on: the names of classes, and what holds of all of them. */
export interface SurveyFindings {
  /** Without a picture to learn from. */
  readonly bare: readonly string[];
  /** Without a picture to judge by. */
  readonly unjudged: readonly string[];
  /** With fewer than {@link FEW} pictures to learn from. */
  readonly few: readonly string[];
  /** Whether one class has many times the pictures of another. */
  readonly uneven: boolean;
}

/** The findings that the engine warns of and the panel tells, each in its own words. */
export function surveyFindings({
  classes,
  imbalance,
}: Pick<FolderSurvey, 'classes' | 'imbalance'>): SurveyFindings {
  const named = (wanted: (one: FolderSurvey['classes'][number]) => boolean): readonly string[] =>
    classes.filter(wanted).map(({ label }) => label);
  const bare = named(({ train }) => train === 0);
  return {
    bare,
    unjudged: named(({ train, test }) => train > 0 && test === 0),
    few: named(({ train }) => train > 0 && train < FEW),
    uneven: imbalance >= UNEVEN && bare.length === 0,
  };
}
