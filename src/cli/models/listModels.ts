import { statSync } from 'node:fs';
import { right, textTable } from '../../model/arch/format/textTable';
import { catalogue, isFetched, isKerasCopy, type CatalogueEntry } from '../../model/weights/catalogue';
import { jsonText } from '../jsonText';
import { megabytes } from '../megabytes';

/** The catalogue as `models` prints it. */
export function modelsText(): string {
  const columns = [
    { title: 'id' },
    { title: 'network' },
    right('classes'),
    right('MB'),
    { title: 'on this machine' },
    { title: 'title' },
  ];
  const rows = catalogue().map((entry) => [
    entry.id,
    entry.network,
    entry.classes === 0 ? 'none' : `${entry.classes}`,
    megabytes(sizeOf(entry)),
    whereabouts(entry),
    entry.title,
  ]);
  return textTable(columns, rows).join('\n');
}

/** The contract of `models --json` (docs/CLI.md). */
export function modelsJson(): string {
  return jsonText({
    models: catalogue().map((entry) => {
      const { id, title, network, classes, file, download } = entry;
      const web = download.kind === 'web' ? download : undefined;
      const fetched = isFetched(entry);
      return {
        id,
        title,
        network,
        classes,
        bytes: sizeOf(entry),
        file,
        fetched,
        fetchedBy: fetched ? (isKerasCopy(entry) ? 'keras' : 'xception') : null,
        address: web?.address ?? null,
        md5: web?.md5 ?? null,
        pip: download.kind === 'pip' ? download.requirement : null,
        licence: download.licence,
      };
    }),
  });
}

/** Of the file on this machine, else of what is to be fetched. */
function sizeOf(entry: CatalogueEntry): number {
  return isFetched(entry) ? statSync(entry.file).size : entry.download.bytes;
}

function whereabouts(entry: CatalogueEntry): string {
  if (!isFetched(entry)) return 'no';
  return isKerasCopy(entry) ? 'yes, from Keras' : 'yes';
}
