import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useAnswer } from '../../hooks/useAnswer';
import { useChoiceOf } from '../../hooks/useChoice';
import { usePanelHost } from '../../panelHost';
import { text } from '../../strings';
import { CHANGE_NAMES, CHANGES, currentStep, variantsAlong, type Change } from '../../variantSteps';
import { AnswerStatus } from './answerStatus';
import { ChangeControls } from './changeControls';
import { Choice } from './choice';
import type { SectionProps } from './insideSections';
import { VariantTable } from './variantTable';

/** Every class of a head of usual size, so that no line has gaps. */
const MOST_CLASSES = 1000;
/** A slider that is still moving asks for nothing. */
const SETTLED_MS = 200;

const UNCHANGED: Change = {};

/** How the answer changes with the picture. */
export function WhatChangesIt({ entry, model }: SectionProps): JSX.Element {
  const host = usePanelHost();
  const [along, chooseAlong] = useChoiceOf('change-along', CHANGES, 'rotate');
  const [base, setBase] = useState(UNCHANGED);
  const question = {
    id: entry.id,
    variants: variantsAlong(along, base),
    topK: Math.min(Math.max(1, model.classes), MOST_CLASSES),
    pictures: true,
  };
  const answer = useAnswer(
    JSON.stringify(question),
    // What the answer is about goes with it: the controls may have moved on when it comes.
    async (options) => ({
      ...(await host.call('variants', question, options)),
      along,
      current: currentStep(along, base),
    }),
    SETTLED_MS,
  );
  return (
    <>
      <ChangeControls
        change={base}
        onChange={(change, moved) => {
          setBase(change);
          // Whoever moves a slider wants to see what lies along it.
          if (moved) chooseAlong(moved);
        }}
      />
      <div class="inside-controls">
        <Choice
          label={text('changeAlong')}
          name="change-along"
          value={along}
          options={CHANGES.map((name) => [name, text(CHANGE_NAMES[name])] as const)}
          onChoose={chooseAlong}
        />
        <button
          class="button button-secondary change-reset"
          type="button"
          disabled={Object.keys(base).length === 0}
          data-focus="change-reset"
          onClick={() => {
            setBase(UNCHANGED);
          }}
        >
          {text('changeReset')}
        </button>
        <AnswerStatus answer={answer} label={text('sectionChanges')} />
      </div>
      {answer.value && (
        <VariantTable
          variants={answer.value.variants}
          what={text(CHANGE_NAMES[answer.value.along])}
          current={answer.value.current}
        />
      )}
    </>
  );
}
