import { useState } from 'preact/hooks';
import type { ColourRange, ExplainRequest } from '../../shared/explainProtocol';
import type { AboutEntry, EntryExplanation } from '../../shared/panelProtocol';
import { sameRange, sharedRange } from '../sharedRange';
import { usePanelHost } from '../panelHost';
import type { Answer } from './useAnswer';
import { useSideQuestion } from './useQuestion';

/** What is asked of one side; the colours' range and the test are added here. */
export type LookQuestion = Omit<AboutEntry<ExplainRequest>, 'deletion' | 'range'>;

/** An explanation on its way or there, and its test. */
export interface Look {
  readonly answer: Answer<EntryExplanation>;
  readonly test: () => void;
}

/**
 * Asks for the explanations of one or two sides. Two that share a scale are drawn anew once both are known: the one with
 * the smaller values, in the range of the other.
 *
 * @param questions - the second is null without a comparison
 */
export function useLooks(
  questions: readonly [LookQuestion, LookQuestion | null],
  sameScale: boolean,
): readonly [Look, Look] {
  const [known, setKnown] = useState<ReadonlyMap<string, ColourRange>>(new Map());
  const keys = questions.map((question) => question && JSON.stringify(question));
  const shared = sharedRange(sameScale ? keys : [], known);
  const rangeOf = (key: string | null | undefined): ColourRange | undefined =>
    typeof key === 'string' && sameRange(known.get(key), shared) ? undefined : shared;
  const remember = (key: string, max: number): void => {
    setKnown((before) => new Map(before).set(key, { min: 0, max }));
  };
  return [
    useLook(questions[0], rangeOf(keys[0]), remember),
    useLook(questions[1], rangeOf(keys[1]), remember),
  ];
}

function useLook(
  question: LookQuestion | null,
  range: ColourRange | undefined,
  remember: (key: string, max: number) => void,
): Look {
  const host = usePanelHost();
  // Only the map that it was asked for is tested: it costs several runs of the network.
  const [tested, setTested] = useState<string | null>(null);
  const key = question && JSON.stringify(question);
  const asked = question && {
    ...question,
    ...(range && { range }),
    ...(tested === key && { deletion: {} }),
  };
  const answer = useSideQuestion(asked, async (about, options) => {
    const value = await host.call('explain', about, options);
    if (!range) remember(key ?? '', value.heatmap.range.max);
    return value;
  });
  return {
    answer,
    test: () => {
      setTested(key);
    },
  };
}
