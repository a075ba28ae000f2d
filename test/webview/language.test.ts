import assert from 'node:assert/strict';
import {
  count,
  decimal,
  figure,
  milliseconds,
  percent,
  scaled,
  sharePercent,
} from '../../src/webview/format';
import { speak } from '../../src/webview/language';
import { text } from '../../src/webview/strings';
import { usePanels } from './support/panels';
import { emptyState, singleState } from './support/states';

const FRENCH = {
  tag: 'fr',
  words: { '{0} of {1}': '{0} sur {1}', 'No pictures classified yet': 'Aucune image classée' },
};

describe('the language of the panel', () => {
  const open = usePanels();
  afterEach(() => {
    speak({ tag: 'en', words: {} });
  });

  it('takes the words that there are, and English for the others', () => {
    speak(FRENCH);
    assert.equal(text('runCount', '3', '12'), '3 sur 12');
    assert.equal(text('cancel'), 'Cancel');
  });

  it('writes numbers as the language does', () => {
    speak(FRENCH);
    const plain = (written: string): string => written.replace(/[\u00a0\u202f]/g, ' ');
    assert.equal(plain(percent(0.973)), '97,3 %');
    assert.equal(plain(sharePercent(0.0001)), '<0,1 %');
    assert.equal(decimal(-1.5), '−1,50');
    assert.equal(figure(0.0123), '0,0123');
    assert.equal(plain(milliseconds(3.41)), '3,4 ms');
    assert.equal(plain(scaled(8_360_000_000)), '8,36 G');
    assert.equal(plain(count(22_910_480)), '22 910 480');
    speak({ tag: 'not a language!', words: FRENCH.words });
    assert.equal(percent(0.973), '97.3%');
  });

  it('comes with the document, and what stands in it is text', async () => {
    const words = { ...FRENCH.words, 'Choose model …': '<img src=x onerror=alert(1)>' };
    const panel = await open({ state: emptyState, language: { tag: 'fr', words } });
    await panel.until('the page shows', () => panel.text.includes('Aucune image classée'));
    assert.equal(panel.all('[onerror]').length, 0);
    await panel.close();
    const again = await open({ state: singleState });
    await again.until('the page shows', () => again.all('.answer-best').length > 0);
    assert.equal(again.find('.answer-best').textContent, 'cup 97.0%', 'the next document is English again');
  });
});
