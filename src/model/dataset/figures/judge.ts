import type { ModelRecord } from '../../../shared/classification';
import type { Judged, LabelledPicture, LabelMapping, LeftOut } from '../../../shared/evaluation';
import { AnswerRanking } from './answerRanking';

/** How answers are judged. */
export interface JudgeOptions {
  readonly mapping: readonly LabelMapping[];
  /** Names of the model's classes, by index. */
  readonly classes: readonly string[];
  /** Each class has a probability of its own (sigmoid): those of several classes cannot be added. */
  readonly independent?: boolean;
}

/**
 * How a model's answers are judged. One sigmoid output tells two classes apart, whose probabilities add up to 1; of several,
 * each is a class of its own.
 */
export function judgeOptions(
  { labels, output, classes }: Pick<ModelRecord, 'labels' | 'output' | 'classes'>,
  mapping: readonly LabelMapping[],
): JudgeOptions {
  return { mapping, classes: labels, independent: output === 'sigmoid' && classes > 1 };
}

const TOP = 5;

/**
 * Compares what the model says of each picture with its label. Several classes that stand for one label are one answer, as
 * probable as all of them together (the most probable of them where they are independent); a class that stands for no
 * label answers with its own name. Of equally probable answers the one whose class comes first wins, as `argmax` has it.
 *
 * @returns the pictures whose label stands for a class, in their order, and what was left out
 */
export function judge(
  pictures: Iterable<LabelledPicture>,
  options: JudgeOptions,
): { readonly judged: readonly Judged[]; readonly leftOut: LeftOut } {
  const ranking = new AnswerRanking(answerNames(options), options.independent === true);
  const known = new Set(
    options.mapping.filter(({ classes }) => classes.length > 0).map(({ label }) => label),
  );
  const unmapped = new Map<string, number>();
  const judged: Judged[] = [];
  let unlabelled = 0;
  for (const picture of pictures) {
    const { path, label } = picture;
    if (label === undefined) unlabelled++;
    else if (!known.has(label)) unmapped.set(label, (unmapped.get(label) ?? 0) + 1);
    else {
      const { best, confidence, place, probability } = ranking.rank(picture, label);
      const inTop5 = place < TOP;
      judged.push({
        path,
        actual: label,
        predicted: best,
        confidence,
        actualProbability: probability,
        inTop5,
      });
    }
  }
  const byLabel = [...unmapped].map(([label, count]) => ({ label, pictures: count }));
  return { judged, leftOut: { unlabelled, unmapped: byLabel } };
}

/** What each class answers: the label it stands for, else its own name, told apart from a label of the same name. */
export function answerNames({ mapping, classes }: JudgeOptions): readonly string[] {
  const names: (string | undefined)[] = classes.map(() => undefined);
  for (const { label, classes: own } of mapping) for (const index of own) names[index] ??= label;
  const labels = new Set(mapping.map(({ label }) => label));
  return classes.map((name, index) => names[index] ?? (labels.has(name) ? `${name} (class ${index})` : name));
}
