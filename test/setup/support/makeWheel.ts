import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';

/** A small wheel that pip accepts. */
export interface MadeWheel {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Writes the wheel `sample_kit` 1.0 with these files (name to text) into the folder. */
export async function makeWheel(folder: string, files: Readonly<Record<string, string>>): Promise<MadeWheel> {
  const information = 'sample_kit-1.0.dist-info';
  const all = {
    ...files,
    [`${information}/METADATA`]: 'Metadata-Version: 2.1\nName: sample-kit\nVersion: 1.0\n',
    [`${information}/WHEEL`]:
      'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${information}/RECORD`]: '',
  };
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, text] of Object.entries(all)) await writer.add(name, new TextReader(text));
  const data = await writer.close();
  const file = path.join(folder, 'sample_kit-1.0-py3-none-any.whl');
  writeFileSync(file, data);
  return { file, bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') };
}
