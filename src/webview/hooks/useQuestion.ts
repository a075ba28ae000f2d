import type { StepProgress } from '../../shared/explainProtocol';
import type { CallOptions } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';
import { useAnswer, type Answer } from './useAnswer';

type Ask<Question, T> = (question: Question, options: CallOptions<StepProgress>) => Promise<T>;

/**
 * {@link useAnswer} to a question that is data: asked anew when what it says changes.
 *
 * @param question - null asks nothing
 */
export function useQuestion<Question extends object, T>(
  question: Question | null,
  ask: Ask<Question, T>,
  delay?: number,
): Answer<T> {
  return useAnswer(
    question && JSON.stringify(question),
    (options) =>
      question
        ? ask(question, options)
        : Promise.reject(new XceptionError('internal', 'There is nothing to ask.')),
    delay,
  );
}

/** {@link useQuestion} about a picture and a model. The last answer stays while the next is on its way, but not as another's. */
export function useSideQuestion<Question extends { readonly id: number; readonly model?: string }, T>(
  question: Question | null,
  ask: Ask<Question, T>,
  delay?: number,
): Answer<T> {
  const answer = useQuestion(
    question,
    async (asked, options) => ({ side: sideOf(asked), value: await ask(asked, options) }),
    delay,
  );
  const { value } = answer;
  return { ...answer, value: value?.side === sideOf(question) ? value.value : null };
}

/** Which picture and model a question is about. */
function sideOf(question: { readonly id: number; readonly model?: string } | null): string {
  return JSON.stringify([question?.id, question?.model]);
}
