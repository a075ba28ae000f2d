import type { JSX } from 'preact';
import type { VariantResult } from '../../../shared/explainProtocol';
import type { EncodedImage } from '../../../shared/workerProtocol';
import { percent } from '../../format';
import { useImageUrl } from '../../hooks/useImageUrl';
import { text } from '../../strings';
import { coursesOf } from '../../variantSteps';
import { VariantChart } from './variantChart';

/** More lines than this cannot be told apart. */
const MOST_COURSES = 5;

interface VariantTableProps {
  readonly variants: readonly VariantResult[];
  /** What is varied. */
  readonly what: string;
  /** Which of them is the picture as it is chosen now; -1 is none. */
  readonly current: number;
}

/** A column for each form of the picture: what the network saw, and the best classes as lines and as numbers. */
export function VariantTable({ variants, what, current }: VariantTableProps): JSX.Element {
  const courses = coursesOf(variants, MOST_COURSES);
  const label = text('changeTable', what);
  return (
    // A table that scrolls must be reached by the keyboard.
    <div class="variant-box" tabIndex={0} role="region" aria-label={label}>
      <table class="variant-table">
        <caption class="visually-hidden">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            {variants.map(({ variant, seen }, step) => (
              <th key={variant.id} scope="col" aria-current={step === current ? 'true' : undefined}>
                <Seen image={seen} name={variant.id} />
                {variant.id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <td class="variant-axis minor" aria-hidden="true">
              <span>{percent(1)}</span>
              <span>{percent(0)}</span>
            </td>
            <td colSpan={variants.length}>
              <VariantChart courses={courses} steps={variants.length} current={current} />
            </td>
          </tr>
          {courses.map(({ index, label: name, probabilities }, line) => (
            <tr key={index}>
              <th scope="row" title={name}>
                <svg class={`line-key line-${line}`} viewBox="0 0 24 4" aria-hidden="true">
                  <path d="M0 2H24" />
                </svg>{' '}
                {name}
              </th>
              {probabilities.map((probability, step) => (
                <td key={step} class={isBest(variants[step], index) ? 'variant-best' : ''}>
                  {percent(probability)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Seen({
  image,
  name,
}: {
  readonly image: EncodedImage | undefined;
  readonly name: string;
}): JSX.Element {
  const url = useImageUrl(image);
  return <div class="variant-seen">{url !== null && <img src={url} alt={text('changeSeen', name)} />}</div>;
}

function isBest(variant: VariantResult | undefined, index: number): boolean {
  return variant?.predictions[0]?.index === index;
}
