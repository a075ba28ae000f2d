import assert from 'node:assert/strict';
import { JSDOM } from 'jsdom';
import { evaluate, figuresOf } from '../../src/model/dataset/figures/evaluate';
import {
  evaluationJson,
  evaluationMarkdown,
  judgedCsv,
  labelsCsv,
} from '../../src/model/dataset/figures/evaluationText';
import { judge } from '../../src/model/dataset/figures/judge';
import { mapLabels } from '../../src/model/dataset/figures/mapLabels';
import { htmlReport, SHOWN_MISTAKES } from '../../src/model/dataset/figures/report/htmlReport';
import { csvRecords } from '../../src/model/dataset/csvRecords';
import type { Evaluation, EvaluationReport, LabelledPicture } from '../../src/shared/evaluation';
import { violations } from '../webview/support/axe';

const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
const classes = ['cup', HOSTILE, 'fork'];

/** Pictures of cups and of a label that would be a script; every second answer is wrong. */
function pictures(count: number): readonly LabelledPicture[] {
  return Array.from({ length: count }, (_, index) => {
    const label = classes[index % 2] ?? '';
    const answer = index % 4 < 2 ? index % 2 : 2;
    const probability = 0.5 + (0.5 * index) / count;
    return { path: `/p/${label}/${index}.jpg`, label, topK: [{ index: answer, probability }] };
  });
}

function reportOf(evaluation: Evaluation): EvaluationReport {
  return {
    source: `<b>pictures</b> & more`,
    model: { title: 'Kitchenware', weights: 'kitchenware.keras', network: 'paper' },
    classes,
    mapping: mapLabels(classes.slice(0, 2), { labels: classes }),
    withoutAnswer: 3,
    evaluation,
  };
}

const options = { mapping: mapLabels(classes.slice(0, 2), { labels: classes }), classes };
const report = reportOf(evaluate(pictures(120), options));

describe('an evaluation as an HTML report', () => {
  const thumbnails = new Map(
    report.evaluation.mistakes.map(({ path }) => [
      path,
      { mime: 'image/jpeg', bytes: Buffer.from('picture') },
    ]),
  );
  const page = htmlReport(report, thumbnails);
  const dom = new JSDOM(page, { runScripts: 'outside-only' });
  const { document } = dom.window;

  it('holds no script and asks for no other file', () => {
    assert.equal(document.querySelectorAll('script, link, iframe, object').length, 0);
    const sources = [...document.querySelectorAll('[src], [href]')].map((element) => element.outerHTML);
    assert.deepEqual(
      sources.filter((source) => !source.includes('src="data:image/jpeg;base64,')),
      [],
    );
    const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content');
    assert.match(policy ?? '', /^default-src 'none';/);
    assert.doesNotMatch(page, /\son\w+=(?!x)"/);
  });

  it('shows names as they are, whatever they hold', () => {
    assert.equal(document.querySelector('h1')?.textContent, 'Kitchenware on <b>pictures</b> & more');
    const labels = [...document.querySelectorAll('tbody th')].map((cell) => cell.textContent);
    assert.ok(labels.includes(HOSTILE));
  });

  it('has the figures', () => {
    const facts = [...document.querySelectorAll('dl div')].map((fact) => [
      fact.querySelector('dt')?.textContent,
      fact.querySelector('dd')?.textContent,
    ]);
    assert.deepEqual(facts.slice(1, 3), [
      ['Pictures judged', '120'],
      ['Top-1 accuracy', '50.0%'],
    ]);
    assert.deepEqual(facts.at(-1), ['Pictures without an answer', '3']);
    const charts = [...document.querySelectorAll('svg')].map((chart) => chart.getAttribute('aria-label'));
    assert.equal(charts.length, 3);
    const cells = [...document.querySelectorAll('.confusion td')].map((cell) => cell.textContent.trim());
    assert.equal(cells.filter((cell) => cell === '30').length, 4);
  });

  it('shows the most confident mistakes, a bounded number of them', () => {
    const tiles = [...document.querySelectorAll('.mistakes li')];
    assert.equal(tiles.length, SHOWN_MISTAKES);
    assert.match(tiles[0]?.textContent ?? '', /119\.jpg/);
    assert.equal(document.querySelectorAll('.mistakes img').length, SHOWN_MISTAKES);
  });

  it('is accessible', async () => {
    assert.deepEqual(await violations(dom), []);
  });

  it('is a report without mistakes and without pictures too', () => {
    const empty = new JSDOM(htmlReport(reportOf(figuresOf([])), new Map())).window.document;
    assert.equal(empty.querySelectorAll('.mistakes').length, 0);
    assert.doesNotMatch(empty.body.innerHTML, /NaN|undefined|Infinity/);
  });
});

describe('an evaluation as text', () => {
  it('has a line of CSV per label and per picture', () => {
    const lines = csvRecords(labelsCsv(report));
    assert.deepEqual(lines[0], ['label', 'classes', 'support', 'predicted', 'precision', 'recall', 'f1']);
    assert.deepEqual(
      lines.find(([label]) => label === 'cup'),
      ['cup', 'cup', '60', '30', '1', '0.5', String(2 / 3)],
    );
    const { judged } = judge(pictures(120), options);
    const rows = csvRecords(judgedCsv(judged));
    assert.equal(rows.length, 121);
    assert.deepEqual(rows[3]?.slice(0, 4), ['/p/cup/2.jpg', 'cup', 'fork', 'false']);
  });

  it('has all figures as JSON', () => {
    const parsed = JSON.parse(evaluationJson(report)) as Evaluation & { mapping: readonly unknown[] };
    const { evaluation } = report;
    assert.deepEqual(parsed.confusion, evaluation.confusion);
    assert.equal(parsed.top1, 0.5);
    assert.deepEqual(parsed.mapping[0], { label: 'cup', classes: [0], by: 'exact', names: ['cup'] });
  });

  it('is Markdown that names cannot break out of', () => {
    const text = evaluationMarkdown(report);
    assert.match(text, /^# Kitchenware on \\<b\\>pictures/);
    assert.match(text, /\n\n- Model: Kitchenware \(kitchenware\.keras\)\n- Pictures judged: 120\n/);
    assert.match(text, /\| cup \| 60 \| 30 \| 100\.0% \| 50\.0% \| 66\.7% \|\n/);
    assert.doesNotMatch(text, /[^\\]<script/);
  });
});
