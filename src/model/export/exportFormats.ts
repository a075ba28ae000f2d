import type { ExportFormatId, ModelWriter } from './exportFormat';
import { writeKerasArchive } from './keras/writeKerasArchive';
import { writeKerasH5 } from './keras/writeKerasH5';
import { writeOnnx } from './onnx/writeOnnx';
import { writeSafetensors } from './safetensors/writeSafetensors';
import { writeSavedModel } from './savedModel/writeSavedModel';
import { writeTfjs } from './tfjs/writeTfjs';

/** What writes each format. A new one is one more line here and one in `exportFormat.ts`. */
export const MODEL_WRITERS: Readonly<Record<ExportFormatId, ModelWriter>> = {
  keras: writeKerasArchive,
  h5: writeKerasH5,
  safetensors: writeSafetensors,
  tfjs: writeTfjs,
  savedmodel: writeSavedModel,
  onnx: writeOnnx,
};
