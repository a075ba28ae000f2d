import type { FolderSurvey, TrainEvent } from '../../shared/trainProtocol';
import type { Output } from '../cliContext';
import { percent } from '../percent';
import { timeLeft, type ProgressBar } from '../progressBar';

/** Tells in a terminal how a training goes: what was found in the folder, then one line that changes. */
export class TrainProgress {
  constructor(
    private readonly bar: ProgressBar,
    private readonly stderr: Output,
  ) {}

  tell(event: TrainEvent): void {
    switch (event.kind) {
      case 'looking':
        this.bar.sayCount(
          event.done,
          event.total,
          `Looking at the pictures: ${event.done} of ${event.total}`,
        );
        return;
      case 'survey':
        this.bar.above(() => {
          this.stderr.write(surveyText(event.survey));
        });
        return;
      case 'features': {
        const { done, total, secondsLeft } = event;
        const left = secondsLeft === undefined ? '' : `, ${timeLeft(secondsLeft)}`;
        this.bar.say(`Through the backbone: ${done} of ${total}${left}`);
        return;
      }
      case 'fold':
        this.bar.say(`Fold ${event.fold} of ${event.folds}: ${percent(event.accuracy)}`);
        return;
      case 'epoch':
        this.bar.sayCount(event.epoch, event.epochs, epochText(event));
        return;
      case 'writing':
        this.bar.say(`Writing: ${Math.floor(100 * event.share)} %`);
        return;
    }
  }
}

/** `Epoch 12 of 200: loss 0.1034, accuracy 97.2 %; test 0.1893, 94.8 %; 3 s left` */
function epochText({
  stage,
  epoch,
  epochs,
  train,
  held,
  secondsLeft,
}: Extract<TrainEvent, { kind: 'epoch' }>): string {
  const judged = held ? `; ${held.side} ${held.loss.toFixed(4)}, ${percent(held.accuracy)}` : '';
  const own = `loss ${train.loss.toFixed(4)}, accuracy ${percent(train.accuracy)}`;
  return `${stage === 'fine-tune' ? 'Fine-tuning, epoch' : 'Epoch'} ${epoch} of ${epochs}: ${own}${judged}; ${timeLeft(secondsLeft)}`;
}

/** What was found in the folder, in a few lines. */
function surveyText({ classes, splitBy, warnings }: FolderSurvey): string {
  const sum = (side: 'train' | 'validation' | 'test'): number =>
    classes.reduce((total, each) => total + each[side], 0);
  const sides = [
    `${sum('train')} pictures to learn from`,
    ...(sum('validation') > 0 ? [`${sum('validation')} to know when to stop`] : []),
    `${sum('test')} to judge by`,
  ].join(', ');
  const head = `${classes.length} classes; ${sides} (split by ${splitBy === 'seed' ? 'the seed' : 'folders'})`;
  return [head, ...warnings, ''].join('\n');
}
