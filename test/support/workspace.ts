import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from './paths';

/** A folder of files for one suite. */
export interface Workspace {
  /** Absolute path, without symbolic links. */
  readonly folder: string;
  /** Names of the sample photographs in `folder`, in alphabetical order. */
  readonly pictures: readonly string[];
  /** Absolute path of a file in `folder`. */
  file(name: string): string;
  /** Removes the folder. */
  dispose(): void;
}

const PICTURE = /\.(jpe?g|png|webp|gif|bmp)$/i;

/**
 * Makes a temporary folder with the sample photographs of `media/samples`, a `notes.md`, and a `broken.png` that no decoder
 * can read.
 *
 * @param extra more files, or others for the same names, by their path in the folder
 * @throws Error when `media/samples` holds no photograph
 */
export function makeWorkspace(extra: Readonly<Record<string, string | Uint8Array>> = {}): Workspace {
  const samples = path.join(projectRoot, 'media', 'samples');
  const pictures = readdirSync(samples)
    .filter((name) => PICTURE.test(name))
    .sort();
  if (pictures.length === 0) throw new Error(`${samples} holds no photograph`);
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'xception-workspace-')));
  const file = (name: string): string => path.join(folder, name);
  for (const name of pictures) cpSync(path.join(samples, name), file(name));
  const files = { 'notes.md': '# Notes\n', 'broken.png': 'This is no picture.\n', ...extra };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(file(name)), { recursive: true });
    writeFileSync(file(name), content);
  }
  return {
    folder,
    pictures,
    file,
    dispose: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
