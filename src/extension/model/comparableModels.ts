import * as vscode from 'vscode';
import type { App } from '../app';
import { catalogueRefs, isPresent, titleOfRef, type ModelRef } from './modelRef';

/** The models on this machine that lie in a file, which is what can be compared: known ones, used ones, the workspace's. */
export async function comparableModels({
  models,
  found,
  session,
}: Pick<App, 'models' | 'found' | 'session'>): Promise<readonly ModelRef[]> {
  const { compared } = session.state;
  const known = [
    ...catalogueRefs(),
    ...models.files,
    ...(await found.list()),
    ...(compared ? [compared.a, compared.b] : []),
  ];
  return [...new Set(known)].filter(isPresent);
}

/** Its title; two files of one name are told apart by their folders. */
export function describedTitle(ref: ModelRef): string {
  const title = titleOfRef(ref);
  const where = vscode.workspace.asRelativePath(ref);
  return ref.endsWith(title) && where !== title ? `${title} (${where})` : title;
}
