import * as vscode from 'vscode';
import { FITS, RESIZE_METHODS, type PreprocessingChoice } from '../shared/classification';

/** The settings under `xception.`, checked: a hand-written settings.json may hold anything. */
export interface Settings {
  /** A catalogue id or a model file's path; empty when nothing is set. */
  readonly model: string;
  readonly topK: number;
  /** What the user fixed; what is `auto` stays with the model. */
  readonly preprocessing: PreprocessingChoice;
  /** Milliseconds without work after which the inference process ends; 0 is never. */
  readonly idleMs: number;
  /** Threads for one operation of TensorFlow; 0 is one for each core. */
  readonly threads: number;
  /** The folder that has native TensorFlow; empty for the extension's own or the cache's. */
  readonly nativeFolder: string;
  /** Whether Python files show where they make an Xception. */
  readonly codeLens: boolean;
  /** Folders in which pictures are classified as they arrive, as they are written. */
  readonly watchFolders: readonly string[];
}

const SECTION = 'xception';
const DEFAULT_TOP_K = 5;
const DEFAULT_IDLE_MINUTES = 5;
/** setTimeout takes no more than 2^31 - 1 ms. */
const MAX_IDLE_MINUTES = 24 * 60;
const MAX_THREADS = 1024;

/** The settings as they are now. */
export function readSettings(): Settings {
  const section = vscode.workspace.getConfiguration(SECTION);
  const resize = RESIZE_METHODS.find((method) => method === section.get<unknown>('resize'));
  const fit = FITS.find((name) => name === section.get<unknown>('fit'));
  const model = section.get<unknown>('model');
  const nativeFolder = section.get<unknown>('nativeFolder');
  return {
    model: typeof model === 'string' ? model.trim() : '',
    topK: Math.round(numberWithin(section.get('topK'), 1, 1000) ?? DEFAULT_TOP_K),
    preprocessing: { ...(resize && { resize }), ...(fit && { fit }) },
    idleMs: (numberWithin(section.get('idleMinutes'), 0, MAX_IDLE_MINUTES) ?? DEFAULT_IDLE_MINUTES) * 60_000,
    threads: Math.round(numberWithin(section.get('threads'), 0, MAX_THREADS) ?? 0),
    nativeFolder: typeof nativeFolder === 'string' ? nativeFolder.trim() : '',
    watchFolders: stringsOf(section.get<unknown>('watchFolders')),
    codeLens: section.get<unknown>('codeLens') !== false,
  };
}

/** The globs of `files.exclude` that hide files everywhere; one with a condition (`when`) hides no pictures. */
export function excludedGlobs(scope: vscode.Uri | undefined): readonly string[] {
  const files = vscode.workspace.getConfiguration('files', scope);
  const globs = files.get<Record<string, unknown>>('exclude') ?? {};
  return Object.keys(globs).filter((glob) => globs[glob] === true);
}

/** Keeps the folders in which pictures are classified as they arrive, for the workspace. */
export async function keepWatchFolders(folders: readonly string[]): Promise<void> {
  await vscode.workspace
    .getConfiguration(SECTION)
    .update('watchFolders', folders.length > 0 ? folders : undefined, vscode.ConfigurationTarget.Workspace);
}

/** Calls back whenever one of the settings changes. */
export function onSettingsChange(listener: (settings: Settings) => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SECTION)) listener(readSettings());
  });
}

function stringsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
}

function numberWithin(value: unknown, min: number, max: number): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return Math.min(Math.max(value, min), max);
}
