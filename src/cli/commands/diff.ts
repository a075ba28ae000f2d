import { diffNetworks } from '../../model/arch/diff';
import { diffMarkdown } from '../../model/arch/format/diffMarkdown';
import { diffText } from '../../model/arch/format/diffText';
import type { NetworkDiff } from '../../shared/networkDiff';
import { XceptionError } from '../../shared/xceptionError';
import { defineCommand } from '../command';
import { formOptions, readForm, readNetwork } from '../readValues';
import { jsonText } from '../jsonText';

export const diff = defineCommand({
  name: 'diff',
  about: 'two networks side by side: what differs, and what it costs',
  operands: 'A B',
  options: {
    ...formOptions,
    format: { type: 'string', value: 'F', choices: ['text', 'json', 'md'], about: 'text by default' },
    json: { type: 'boolean', about: 'the same as --format json' },
    brief: { type: 'boolean', about: 'text: blocks only, without the layers beneath' },
  },
  notes: [
    'A and B are paper, article or pytorch. Differences are B minus A. Of the layers that differ, "-" marks those that only A has, "+" those that only B has, "~" those that both have in another form; padding is told in pixels, before + after.',
  ],
  examples: [
    'diff paper article',
    'diff article pytorch --brief',
    'diff paper article --input 150x150 --json',
  ],
  run(values, operands, { stdout }) {
    if (operands.length > 2) throw new XceptionError('usage', 'diff compares two networks, not more.');
    const [a, b] = [readNetwork(operands[0], 'Network A'), readNetwork(operands[1], 'Network B')];
    if (values.json === true && values.format !== undefined && values.format !== 'json') {
      throw new XceptionError('usage', `--json and --format ${values.format} exclude each other.`);
    }
    const difference = diffNetworks(a, b, readForm(values));
    switch (values.json === true ? 'json' : values.format) {
      case 'json':
        stdout.write(`${diffJson(difference)}\n`);
        break;
      case 'md':
        stdout.write(`${diffMarkdown(difference)}\n`);
        break;
      default:
        stdout.write(`${diffText(difference, { layers: values.brief !== true })}\n`);
    }
    return 0;
  },
});

/** The comparison as it is, but for its input, which is a shape like all others, batch axis first. */
function diffJson(difference: NetworkDiff): string {
  const { height, width } = difference.input;
  return jsonText({ ...difference, input: [null, height, width, 3] });
}
