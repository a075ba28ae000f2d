import type { JSX } from 'preact';
import { FactList, type Fact } from '../components/factList';
import { count, scaled } from '../format';
import { text } from '../strings';
import type { ShapeStage } from './shapeStages';
import { mergeText, stageName, stageShape } from './stageWords';

/** The numbers of the stage that is pointed at, or else selected. */
export function StageFacts({ stage }: { readonly stage: ShapeStage | undefined }): JSX.Element {
  if (!stage) return <p class="minor stage-facts">{text('shapesHint')}</p>;
  const { merge } = stage;
  const facts: readonly Fact[] = [
    ['columnOutput', stageShape(stage)],
    ['columnValues', count(stage.height * stage.width * stage.channels)],
    ...(merge ? [['columnMerge', mergeText(merge)] as const] : []),
    ['columnParams', count(stage.params)],
    ['columnMacs', scaled(stage.macs)],
    ['stageEnd', stage.layer],
  ];
  return (
    <div class="stage-facts">
      <h2>{stageName(stage)}</h2>
      <FactList label="stageFacts" facts={facts} />
    </div>
  );
}
