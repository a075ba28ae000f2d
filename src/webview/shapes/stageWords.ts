import { count, SPACE } from '../format';
import { text, type MessageKey } from '../strings';
import type { ShapeStage, StageMerge } from './shapeStages';

const KINDS: Partial<Readonly<Record<ShapeStage['kind'], MessageKey>>> = {
  input: 'flowInput',
  conv: 'stageConv',
  sepconv: 'stageSepconv',
  depthwise: 'stageSepconv',
  pool: 'stagePool',
  flatten: 'stagePool',
  dense: 'stageDense',
};

/** The article's or the block's name for a stage, else what its first layer is. */
export function stageName({ name, kind, layer }: ShapeStage): string {
  const known = KINDS[kind];
  return name ?? (known ? text(known) : layer);
}

/** `74 × 74 × 128`, height first, whatever order of axes the network has. */
export function stageShape({ height, width, channels }: ShapeStage): string {
  return [height, width, channels].join(`${SPACE}×${SPACE}`);
}

/** What a merge does to the channels: `128 and 128 added: 128 channels`. */
export function mergeText(merge: StageMerge): string {
  const { kind, main, shortcut, times } = merge;
  const sum = kind === 'add' ? main : main + shortcut;
  const words = text(kind === 'add' ? 'mergeAdd' : 'mergeConcat', count(shortcut), count(main), count(sum));
  return times === 1 ? words : text('mergeTimes', words, times);
}
