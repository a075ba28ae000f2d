import assert from 'node:assert/strict';
import { diffNetworks } from '../../src/model/arch/diff';
import { NETWORK_IDS } from '../../src/model/arch/buildNetwork';
import { detailText, signed, signedScaled, WORDS } from '../../src/webview/compare/diffWords';

describe('the words of a comparison', () => {
  it('are known for all that two networks can differ in', () => {
    const secondInput = { height: 150, width: 160 };
    const named = NETWORK_IDS.flatMap((a) =>
      NETWORK_IDS.flatMap((b) => {
        const { points, blocks } = diffNetworks(a, b, { secondInput });
        return [...points, ...blocks.flatMap(({ steps }) => steps.flatMap(({ details }) => details))];
      }),
    ).map(({ what }) => what);
    assert.ok(named.length > 100);
    assert.deepEqual(
      [...new Set(named)].filter((what) => WORDS[what] === undefined),
      [],
    );
  });

  it('stand around what differs; numbers stay', () => {
    assert.equal(detailText({ what: 'bias', a: 'no', b: 'yes' }), 'bias: no → yes');
    assert.equal(detailText({ what: 'input channels', a: 728, b: null }), 'input channels: 728 → none');
  });

  it('have true signs', () => {
    assert.deepEqual([signed(0), signed(1024), signed(-3)], ['0', '+1\u202f024', '\u22123']);
    assert.deepEqual(
      [signedScaled(-1_550_000_000), signedScaled(536_000)],
      ['\u22121.55\u00a0G', '+536\u00a0k'],
    );
  });
});
