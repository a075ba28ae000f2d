import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { InnerApi } from '../../../src/extension/innerApi';
import { cacheFolder } from '../../../src/model/cacheFolder';
import type { ImageClassification } from '../../../src/shared/classification';
import type { ResultEntry } from '../../../src/shared/panelProtocol';

export const EXTENSION_ID = 'xception-vscode.xception-vscode';

/** The extension under test, which is there or the test has failed. */
export function extension(): vscode.Extension<InnerApi> {
  const found = vscode.extensions.getExtension<InnerApi>(EXTENSION_ID);
  assert.ok(found, `${EXTENSION_ID} is installed`);
  return found;
}

/** What the activated extension gives. */
export async function api(): Promise<InnerApi> {
  return extension().activate();
}

/** A photograph that the sample model's authors ship with it. */
export function photograph(name: string): string {
  return path.join(cacheFolder(), 'models', 'kitchenware', 'photographs', name);
}

/** A temporary folder with copies of a photograph. */
export class Copies {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'xception-copies-'));

  constructor(source: string, count: number) {
    mkdirSync(this.folder, { recursive: true });
    for (let i = 0; i < count; i++)
      cpSync(source, path.join(this.folder, `${String(i).padStart(4, '0')}.jpg`));
  }

  get uri(): vscode.Uri {
    return vscode.Uri.file(this.folder);
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The classification of an entry that has one. */
export function classified(entry: ResultEntry | undefined): ImageClassification {
  const result = entry?.result;
  assert.ok(result, 'the picture has a result');
  assert.ok(!('error' in result), 'error' in result ? result.error.message : '');
  return result;
}

/** The tab of the panel, if there is one. */
export function panelTab(): vscode.Tab | undefined {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.find(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('xception.panel'),
  );
}

/** Changes a setting for one test. */
export async function withSetting(name: string, value: unknown, test: () => Promise<void>): Promise<void> {
  const section = vscode.workspace.getConfiguration('xception');
  await section.update(name, value, vscode.ConfigurationTarget.Global);
  try {
    await test();
  } finally {
    await section.update(name, undefined, vscode.ConfigurationTarget.Global);
  }
}
