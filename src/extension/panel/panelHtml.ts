import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/**
 * A document of ours: an empty root, one script and one style sheet, and a policy that lets nothing else in.
 *
 * @param bundle - name of the script and of the style sheet
 */
export function panelHtml(
  webview: vscode.Webview,
  distFolder: vscode.Uri,
  bundle: 'panel' | 'weights' = 'panel',
): string {
  const nonce = randomBytes(16).toString('base64url');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(distFolder, `${bundle}.js`));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(distFolder, `${bundle}.css`));
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} blob: data:`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Xception</title>
    <link rel="stylesheet" href="${style.toString()}">
  </head>
  <body>
    <div id="root"${words()}></div>
    <script type="module" nonce="${nonce}" src="${script.toString()}"></script>
  </body>
</html>
`;
}

/** The translations for the document, in an attribute: a script of data would need an exception in the policy. */
function words(): string {
  const { bundle } = vscode.l10n;
  return bundle === undefined ? '' : ` data-words="${escaped(JSON.stringify(bundle))}"`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
