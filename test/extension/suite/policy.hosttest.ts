import assert from 'node:assert/strict';
import { Uri, ViewColumn, window } from 'vscode';
import { panelHtml } from '../../../src/extension/panel/panelHtml';

describe('the documents of the extension', () => {
  const documents = (): readonly string[] => {
    const panel = window.createWebviewPanel('xception.test', 'Test', ViewColumn.One, {});
    try {
      const dist = Uri.file('/dist');
      return (['panel', 'weights', 'panel'] as const).map((bundle) => panelHtml(panel.webview, dist, bundle));
    } finally {
      panel.dispose();
    }
  };

  it('let in nothing but their own script, style sheet and pictures', () => {
    for (const html of documents()) {
      const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
      const directives = policy.split('; ').map((directive) => directive.split(' '));
      assert.deepEqual(directives[0], ['default-src', "'none'"]);
      assert.deepEqual(
        directives.map(([name]) => name),
        ['default-src', 'script-src', 'style-src', 'img-src', 'font-src'],
      );
      assert.doesNotMatch(policy, /unsafe-|\*(?!\.vscode-cdn|\.)|https:(?!\/\/)/);
      const script = directives[1]?.[1] ?? '';
      assert.match(script, /^'nonce-[\w-]{22}'$/);
      assert.equal(directives[1]?.length, 2);
      assert.ok(html.includes(`nonce="${script.slice(7, -1)}"`));
      assert.doesNotMatch(html, /<script(?![^>]*nonce=)|\son\w+=|\sstyle=/);
    }
  });

  it('have a new nonce each time', () => {
    const nonces = documents().map((html) => /nonce="([^"]+)"/.exec(html)?.[1]);
    assert.equal(new Set(nonces).size, nonces.length);
  });
});
