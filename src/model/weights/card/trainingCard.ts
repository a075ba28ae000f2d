import type { ShareWithInterval, TrainOptions, TrainReport } from '../../../shared/trainProtocol';

/** How a model came about, for whoever has its file. Written with it; nothing of it changes how it runs. */
export interface TrainingCard {
  /** Title of the model whose backbone it has. */
  readonly backbone: string;
  readonly product: string;
  readonly tensorflow: string;
  /** ISO 8601 */
  readonly date: string;
  readonly data: TrainReport['split'] & {
    /** The folder's name, without its path. */
    readonly folder: string;
    readonly sha256: string;
    readonly splitBy: 'folders' | 'seed';
    readonly leftOut: number;
    readonly unreadable: number;
  };
  readonly options: TrainOptions;
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly stopped: boolean;
  /** SHA-256 over the trained weights. */
  readonly weights: string;
  readonly figures: {
    readonly accuracy: ShareWithInterval;
    readonly baseline: number;
    readonly macroF1: number;
    readonly classes: readonly {
      readonly label: string;
      readonly precision: number;
      readonly recall: number;
      readonly f1: number;
      readonly support: number;
    }[];
    readonly folds?: TrainReport['folds'];
  };
}
