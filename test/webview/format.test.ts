import assert from 'node:assert/strict';
import {
  bytes,
  count,
  decimal,
  kernel,
  milliseconds,
  percent,
  pixels,
  scaled,
  shape,
  sharePercent,
} from '../../src/webview/format';

/** With ordinary spaces, so that expectations can be read. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

describe('numbers in the panel', () => {
  it('group digits by thin spaces', () => {
    assert.equal(count(22_910_480), '22\u202f910\u202f480');
    assert.equal(count(999), '999');
    assert.equal(plain(count(-1000)), '\u22121 000');
  });

  it('give percentages one decimal', () => {
    assert.equal(percent(0.9731), '97.3%');
    assert.equal(percent(1), '100.0%');
    assert.equal(percent(0), '0.0%');
  });

  it('never call a share nothing that is something', () => {
    assert.equal(sharePercent(0.0004), '<0.1%');
    assert.equal(sharePercent(0.0005), '0.1%');
    assert.equal(sharePercent(0), '0.0%');
  });

  it('scale to three digits', () => {
    const cases: readonly (readonly [number, string])[] = [
      [0, '0'],
      [999, '999'],
      [1000, '1.00 k'],
      [19_181_664, '19.2 M'],
      [999_400, '999 k'],
      [999_600, '1.00 M'],
      [8_357_403_496, '8.36 G'],
    ];
    for (const [value, expected] of cases) assert.equal(plain(scaled(value)), expected);
  });

  it('write bytes', () => {
    assert.equal(plain(bytes(24)), '24 B');
    assert.equal(plain(bytes(2_841_728)), '2.84 MB');
  });

  it('write times as exactly as they are known', () => {
    assert.equal(plain(milliseconds(0.41)), '0.4 ms');
    assert.equal(plain(milliseconds(9.97)), '10 ms');
    assert.equal(plain(milliseconds(128.4)), '128 ms');
    assert.equal(plain(milliseconds(999.6)), '1.00 s');
  });

  it('sign decimals with a true minus, and nothing with none', () => {
    assert.equal(decimal(-1.234), '\u22121.23');
    assert.equal(decimal(-0.001), '0.00');
    assert.equal(decimal(3.6541, 3), '3.654');
  });

  it('write sizes, shapes and windows', () => {
    assert.equal(plain(pixels(1024, 768)), '1 024 × 768');
    assert.equal(plain(shape([null, 149, 149, 32])), '149 × 149 × 32');
    assert.equal(plain(shape([null, null, 3])), '? × 3');
    assert.equal(plain(kernel([3, 3], [2, 2])), '3 × 3 / 2');
    assert.equal(plain(kernel([3, 5], [1, 2])), '3 × 5 / 1×2');
    assert.equal(plain(kernel([3, 3], undefined)), '3 × 3');
  });
});
