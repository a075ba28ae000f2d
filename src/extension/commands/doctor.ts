import { cpus, release, totalmem } from 'node:os';
import * as vscode from 'vscode';
import { cacheFolder } from '../../model/cacheFolder';
import { XceptionError } from '../../shared/xceptionError';
import type { App } from '../app';
import { isPresent, titleOfRef } from '../model/modelRef';
import { readSettings } from '../settings';

/**
 * Writes to the log what a helper would ask for first, and shows it. The inference process is started to see whether
 * TensorFlow loads; what it says is part of the diagnosis, not an error of this command.
 *
 * @returns the lines
 */
export async function doctor(app: App): Promise<readonly string[]> {
  const lines = [...surroundings(app), ...modelLines(app), ...(await backendLines(app))];
  app.log.info(['Diagnosis', ...lines].join('\n  '));
  app.log.show();
  return lines;
}

function surroundings({ context }: App): readonly string[] {
  const { version } = context.extension.packageJSON as { readonly version: string };
  const { versions, platform, arch } = process;
  const where = vscode.env.remoteName === undefined ? '' : `, remote ${vscode.env.remoteName}`;
  return [
    `Xception ${version}, ${vscode.env.appName} ${vscode.version} (${vscode.env.appHost}${where})`,
    `Node ${versions.node}, modules ${versions.modules}${versions['electron'] === undefined ? '' : `, Electron ${versions['electron']}`}`,
    `${platform} ${arch} ${release()}, ${cpus()[0]?.model ?? 'unknown processor'} × ${cpus().length}, ${gigabytes(totalmem())} GB`,
    `Cache folder: ${cacheFolder()}`,
    `Workspace trusted: ${vscode.workspace.isTrusted ? 'yes' : 'no'}`,
  ];
}

function modelLines({ models }: App): readonly string[] {
  const { model, topK, preprocessing, idleMs } = readSettings();
  const { active } = models;
  const inUse =
    active === undefined
      ? 'none chosen'
      : `${titleOfRef(active)} (${active}), ${isPresent(active) ? 'present' : 'NOT on this machine'}`;
  return [
    `Model: ${inUse}`,
    `Settings: model "${model}", topK ${topK}, resize ${preprocessing.resize ?? 'auto'}, fit ${preprocessing.fit ?? 'auto'}, idle ${idleMs / 60_000} min`,
  ];
}

async function backendLines({ inference }: App): Promise<readonly string[]> {
  try {
    const { backend, pid, residentBytes, tensors, loaded } = await inference.call('status', null);
    return [
      `Backend: ${backend.name} ${backend.version}`,
      `Inference process: pid ${pid}, ${Math.round(residentBytes / 1e6)} MB resident, ${tensors} tensors, model loaded: ${loaded ?? 'none'}`,
    ];
  } catch (thrown) {
    const { code, message } = XceptionError.from(thrown);
    return [`Backend: NOT available (${code}): ${message}`];
  }
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
