import * as vscode from 'vscode';

/** A count as the display language groups its digits: `20,861,480`. */
export function grouped(count: number): string {
  return count.toLocaleString(vscode.env.language);
}

/** A share of 1 in percent, to a tenth: `12.3%`. */
export function percent(share: number): string {
  return share.toLocaleString(vscode.env.language, { style: 'percent', maximumFractionDigits: 1 });
}
