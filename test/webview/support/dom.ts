import { JSDOM } from 'jsdom';
import type { Language } from '../../../src/webview/language';

/** What the panel's code and Preact take from the global object of a browser. */
const GLOBALS = [
  'window',
  'document',
  'Element',
  'HTMLButtonElement',
  'getComputedStyle',
  'MutationObserver',
] as const;

/**
 * A document as the extension makes it, put where the panel's code looks for it.
 *
 * @param language - what the extension says of the editor's language, where that is not English
 * @returns the window, and a function that takes everything away again
 */
export function openDocument(language?: Language): { readonly dom: JSDOM; readonly close: () => void } {
  const dom = new JSDOM(
    '<!DOCTYPE html><html lang="en"><head><title>Xception</title></head><body><div id="root"></div></body></html>',
    { runScripts: 'outside-only', pretendToBeVisual: true },
  );
  if (language) {
    const { documentElement } = dom.window.document;
    documentElement.lang = language.tag;
    const root = dom.window.document.getElementById('root');
    if (root) root.dataset['words'] = JSON.stringify(language.words);
  }
  const browser = dom.window as unknown as Record<string, unknown>;
  for (const name of GLOBALS) Object.assign(globalThis, { [name]: browser[name] });
  return {
    dom,
    close: () => {
      dom.window.close();
      for (const name of GLOBALS) Reflect.deleteProperty(globalThis, name);
    },
  };
}
