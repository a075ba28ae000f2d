// `npm run doctor`: what is here, what is missing, what to do. Changes nothing, and runs in a fresh clone too.
import { cacheFolder } from './setup/cacheFolder.mjs';
import { nativeRows, packagesRow, sharpRow } from './setup/doctor/engineRows.mjs';
import { buildRow, cacheRow, editorRows, sampleModelRow } from './setup/doctor/extraRows.mjs';
import { processorRows } from './setup/doctor/processorRows.mjs';
import { formatRows } from './setup/doctor/row.mjs';
import { buildToolRows, nodeRow, npmRow } from './setup/doctor/toolRows.mjs';
import { entry, root } from './setup/entry.mjs';

await entry(async () => {
  const cache = cacheFolder();
  const rows = [
    nodeRow(root),
    await npmRow(root),
    packagesRow(root),
    ...(await buildToolRows()),
    await sharpRow(root),
    ...(await nativeRows(root)),
    ...(await processorRows()),
    buildRow(root),
    sampleModelRow(cache),
    ...editorRows(),
    await cacheRow(cache),
  ];
  console.log(formatRows(rows));
  return rows.some((row) => row.state === 'missing') ? 1 : 0;
});
