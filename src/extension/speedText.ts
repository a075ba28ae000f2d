import * as vscode from 'vscode';
import type { RunState } from '../shared/panelProtocol';

/** How fast a run is and how long it will take, for people; empty while that is not known. */
export function speedText({ perSecond, millisecondsLeft }: RunState): string {
  if (perSecond === undefined) return '';
  const rate = perSecond.toLocaleString(vscode.env.language, { maximumSignificantDigits: 2 });
  const speed = vscode.l10n.t('{0} pictures per second', rate);
  return millisecondsLeft === undefined ? speed : `${speed}, ${timeLeft(millisecondsLeft)}`;
}

function timeLeft(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return vscode.l10n.t('{0} s left', seconds);
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return vscode.l10n.t('{0} min left', minutes);
  return vscode.l10n.t('{0} h {1} min left', Math.floor(minutes / 60), minutes % 60);
}
