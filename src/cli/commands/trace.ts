import { NETWORK_IDS } from '../../model/arch/buildNetwork';
import { traceStages, traceText } from '../../model/arch/trace';
import { defineCommand } from '../command';
import { formOptions, readForm, readNetwork, refuseOperands } from '../readValues';
import { jsonText } from '../jsonText';

export const trace = defineCommand({
  name: 'trace',
  about: "the shape after each stage, in the words of the article's print statements",
  operands: '',
  options: {
    network: { type: 'string', value: 'N', choices: NETWORK_IDS, about: 'which network' },
    input: formOptions.input,
    'every-block': { type: 'boolean', about: 'a line for each of the eight Conv-B blocks' },
    json: { type: 'boolean', about: 'a list of {"stage", "shape"} instead of lines' },
  },
  examples: ['trace --network pytorch', 'trace --network article --input 150x150 --every-block --json'],
  run(values, operands, { stdout }) {
    refuseOperands(operands);
    const network = readNetwork(values.network, '--network');
    const options = { ...readForm(values), everyBlock: values['every-block'] === true };
    const text = values.json === true ? jsonText(traceStages(network, options)) : traceText(network, options);
    stdout.write(`${text}\n`);
    return 0;
  },
});
