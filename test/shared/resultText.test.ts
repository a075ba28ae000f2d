import assert from 'node:assert/strict';
import { resultMarkdown, resultsText } from '../../src/shared/resultText';
import { classification, entry, failure, kitchenware, waitingEntry } from '../webview/support/states';

const models = { [kitchenware.id]: kitchenware };

describe('results as CSV', () => {
  it('have a line per picture with numbers in full, and nothing where nothing is known', () => {
    const entries = [entry(1), entry(2, { result: failure }), waitingEntry(3)];
    const lines = resultsText('csv', entries, models).split('\n');
    assert.equal(
      lines[0],
      'file,model,label,index,probability,margin,entropy,decode_ms,preprocess_ms,inference_ms,error',
    );
    const { entropy } = classification(kitchenware);
    assert.equal(
      lines[1],
      `/pictures/cup-1.jpg,Kitchenware (sample model),cup,0,0.97,0.95,${entropy},12.34,0.41,92.2,`,
    );
    assert.match(lines[2] ?? '', /^\/pictures\/cup-2\.jpg,Kitchenware \(sample model\),,,,,,,,,\/pictures/);
    assert.equal(lines[3], '/pictures/cup-3.jpg,Kitchenware (sample model),,,,,,,,,');
    assert.equal(lines[4], '', 'the last line ends too');
  });

  it('quote what would end a field', () => {
    const text = resultsText(
      'csv',
      [waitingEntry(1)].map((one) => ({ ...one, file: 'a,"b"\nc.jpg' })),
      models,
    );
    assert.ok(text.split('\n').slice(1).join('\n').startsWith('"a,""b""\nc.jpg",'));
  });
});

describe('results as JSON', () => {
  it('name the fields as the command line does, with model, margin and entropy', () => {
    const parsed = JSON.parse(resultsText('json', [entry(1), entry(2, { result: failure })], models)) as {
      models: readonly { id: string }[];
      results: readonly Record<string, unknown>[];
    };
    assert.deepEqual(parsed.models, [
      { id: 'kitchenware', network: 'paper', weights: 'kitchenware.keras', classes: 6 },
    ]);
    const [cup, broken] = parsed.results;
    assert.deepEqual(Object.keys(cup ?? {}), [
      'file',
      'model',
      'predictions',
      'margin',
      'entropy',
      'input',
      'timings',
    ]);
    assert.deepEqual(broken, { file: '/pictures/cup-2.jpg', model: 'kitchenware', error: failure.error });
  });
});

describe('a result as a row of Markdown', () => {
  it('holds name, label, probability, margin and entropy', () => {
    assert.equal(resultMarkdown(entry(1)), '| cup-1.jpg | cup | 97.0 % | 95.0 pp | 0.15 |');
  });

  it('escapes what would end a cell or begin a tag', () => {
    assert.equal(
      resultMarkdown(entry(1, { name: 'a|<b>\n.jpg', result: failure })).split(' | ')[0],
      String.raw`| a\|\<b\> .jpg`,
    );
  });
});
