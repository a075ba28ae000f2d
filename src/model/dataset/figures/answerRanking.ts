import type { LabelledPicture } from '../../../shared/evaluation';

/** Where an answer stands among all of a picture's. */
export interface Ranked {
  readonly best: string;
  /** Of {@link best}, 0 to 1. */
  readonly confidence: number;
  /** Of the answer asked for, from 0; infinite where it is not among the scores. */
  readonly place: number;
  readonly probability: number;
}

/** Adds classes up to answers, picture by picture. Thousands of pictures have a thousand classes each: nothing is sorted. */
export class AnswerRanking {
  /** Index of each class's answer. */
  private readonly answerOf: Int32Array;
  private readonly names: readonly string[];
  private readonly placeOf: ReadonlyMap<string, number>;
  private readonly totals: Float64Array;

  /**
   * @param answers - what each class answers; several may answer the same
   * @param independent - the greatest probability counts, not the sum
   */
  constructor(
    answers: readonly string[],
    private readonly independent: boolean,
  ) {
    this.names = [...new Set(answers)];
    this.placeOf = new Map(this.names.map((name, index) => [name, index]));
    this.answerOf = Int32Array.from(answers, (name) => this.placeOf.get(name) ?? 0);
    this.totals = new Float64Array(this.names.length);
  }

  rank({ topK, probabilities }: LabelledPicture, asked: string): Ranked {
    const { totals, names } = this;
    // An answer none of whose classes was kept has no place at all, not the last.
    totals.fill(-1);
    if (probabilities) for (let i = 0; i < probabilities.length; i++) this.add(i, probabilities[i] ?? 0);
    else for (const { index, probability } of topK) this.add(index, probability);
    const wanted = this.placeOf.get(asked) ?? -1;
    const own = totals[wanted] ?? -1;
    let best = 0;
    let before = 0;
    totals.forEach((total, answer) => {
      if (total > (totals[best] ?? -1)) best = answer;
      if (total > own || (total === own && answer < wanted)) before++;
    });
    return {
      best: names[best] ?? '',
      confidence: bounded(totals[best] ?? 0),
      place: own < 0 ? Infinity : before,
      probability: bounded(own),
    };
  }

  private add(index: number, probability: number): void {
    const answer = this.answerOf[index];
    if (answer === undefined) return;
    const before = Math.max(this.totals[answer] ?? 0, 0);
    this.totals[answer] = this.independent ? Math.max(before, probability) : before + probability;
  }
}

/** Rounding takes sums past 1. */
function bounded(probability: number): number {
  return Math.min(Math.max(probability, 0), 1);
}
