import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { decodeImage, decodeImageBytes } from '../../src/model/image/decodeImage';
import type { Picture } from '../../src/model/image/picture';

describe('SVG', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'xception-svg-'));
    await sharp({ create: { width: 20, height: 20, channels: 3, background: '#ff0000' } }).toFile(
      path.join(folder, 'red.png'),
    );
    await writeFile(path.join(folder, 'red.svg'), drawing('width="20" height="20"', RED_SQUARE));
    await writeFile(path.join(folder, 'red.css'), 'rect { fill: red }');
  });

  after(() => rm(folder, { recursive: true }));

  const sizes = {
    'width="40" height="20"': [1024, 512],
    'width="40mm" height="20mm"': [1024, 512],
    'viewBox="0 0 30 60"': [512, 1024],
    'width="100%" height="100%" viewBox="0 0 50 50"': [1024, 1024],
    'width="40000" height="20000"': [1024, 512],
  };
  for (const [attributes, [width, height]] of Object.entries(sizes)) {
    it(`is rendered at a size for the network, not its own: ${attributes}`, async () => {
      const { picture, format } = await decodeImageBytes(Buffer.from(drawing(attributes, '')), 'a.svg');
      assert.equal(format, 'svg');
      assert.ok(Math.abs(picture.width - width!) <= 8, `${picture.width} wide`);
      assert.ok(Math.abs(picture.height - height!) <= 8, `${picture.height} high`);
    });
  }

  it('is known by its root element, after a declaration, comments and a document type', async () => {
    const prolog = '\uFEFF<?xml version="1.0"?>\n<!-- <html> -->\n<!DOCTYPE svg [<!ENTITY a "b">]>\n';
    const text = prolog + drawing('width="20" height="20"', RED_SQUARE);
    const { picture } = await decodeImageBytes(Buffer.from(text), 'a.txt');
    assert.equal(redShare(picture), 1);
  });

  it('lies on white', async () => {
    const { picture } = await decodeImageBytes(Buffer.from(drawing('width="20" height="20"', '')), 'a.svg');
    assert.ok(picture.data.every((value) => value === 255));
  });

  it('may hold pictures within itself', async () => {
    const png = await sharp(path.join(folder, 'red.png')).toBuffer();
    const image = `<image href="data:image/png;base64,${png.toString('base64')}" width="20" height="20"/>`;
    const { picture } = await decodeImageBytes(
      Buffer.from(drawing('width="20" height="20"', image)),
      'a.svg',
    );
    assert.equal(redShare(picture), 1);
  });

  const outside: Record<string, (url: string) => string> = {
    'a picture by its address': (url) => `<image href="${url}/red.png" width="20" height="20"/>`,
    'a picture beside it': () => '<image href="red.png" width="20" height="20"/>',
    'a drawing by its address': (url) => `<use href="${url}/red.svg#square"/>`,
    'a style sheet': (url) =>
      `<style>@import url("${url}/red.css");</style><rect width="20" height="20" fill="none"/>`,
  };
  for (const [what, body] of Object.entries(outside)) {
    it(`does not load ${what}`, async () => {
      const file = path.join(folder, 'reaching.svg');
      await writeFile(file, drawing('width="20" height="20"', body(pathToFileURL(folder).href)));
      assert.equal(redShare((await decodeImage(file)).picture), 0);
    });
  }
});

const RED_SQUARE = '<rect id="square" width="20" height="20" fill="#ff0000"/>';

function drawing(attributes: string, body: string): string {
  const names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
  return `<svg ${names} ${attributes}>${body}</svg>`;
}

function redShare({ data }: Picture): number {
  let red = 0;
  for (let i = 0; i < data.length; i += 3) if (data[i]! > 200 && data[i + 1]! < 60) red++;
  return red / (data.length / 3);
}
