// Runs inside the extension host of a clean VS Code that has the packed extension installed, and away from the repository:
// prove.mjs copies this file. Classifies photographs, reads the diagnosis, and writes both to XCEPTION_PROOF's `report`.
const assert = require('node:assert/strict');
const { writeFileSync } = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

exports.run = async () => {
  const { report, model, pictures, fetches } = JSON.parse(process.env.XCEPTION_PROOF);
  const extension = vscode.extensions.getExtension('xception-vscode.xception-vscode');
  assert.ok(extension, 'the extension is installed');
  const xception = await extension.activate();
  await xception.useModel(model);
  const uris = pictures.map((file) => vscode.Uri.file(file));
  const classify = async () => {
    const started = performance.now();
    const entries = await xception.classify(uris);
    return {
      seconds: (performance.now() - started) / 1000,
      answers: entries.map(({ name, result }) =>
        'error' in result
          ? { name, code: result.error.code, message: result.error.message }
          : { name, label: result.predictions[0].label, probability: result.predictions[0].probability },
      ),
    };
  };
  const runs = [await classify()];
  if (fetches) await vscode.commands.executeCommand('xception.fetchTensorflow');
  runs.push(await classify());
  const pid = xception.inference.pid;
  const diagnosis = await vscode.commands.executeCommand('xception.doctor');
  writeFileSync(
    report,
    JSON.stringify({
      version: extension.packageJSON.version,
      folder: path.resolve(extension.extensionPath),
      runs,
      pid,
      diagnosis,
    }),
  );
  writeFileSync(process.env.EXT_TEST_RESULT, JSON.stringify({ passes: 1, failures: 0 }));
};
