import * as vscode from 'vscode';
import { codeLine } from '../../model/arch/format/codeLine';
import { summarize } from '../../model/arch/summarize';
import { traceStages, traceText } from '../../model/arch/trace';
import type { LayerWeights } from '../../shared/explainProtocol';
import type { HostMethods } from '../../shared/panelProtocol';
import type { Handlers } from '../../shared/rpc';
import { XceptionError } from '../../shared/xceptionError';
import type { Core } from '../app';
import { requestForRef } from '../model/modelRef';
import { layerSentence } from '../network/layerSentence';
import { layerSources } from '../network/layerSources';
import { optionsOf } from '../network/layerTable';
import { compactImage } from './compactImage';

type LayerMethods = Pick<
  HostMethods,
  'selectLayer' | 'layerTable' | 'aboutLayer' | 'layerWeights' | 'openNetworks'
>;

/** What the panel may ask about a network's layers. Their structure needs no model; their weights are those of the model in use. */
export function layerMethods({
  session,
  models,
  inference,
  context,
}: Pick<Core, 'session' | 'models' | 'inference' | 'context'>): Handlers<LayerMethods> {
  return {
    selectLayer: ({ name }) => {
      session.selectLayer(name);
      return null;
    },
    layerTable: (table) => {
      const { network, options } = optionsOf(table);
      const answer = {
        summary: summarize(network, options),
        trace: traceStages(network, options),
        printed: traceText(network, options),
      };
      session.setTable(table);
      return answer;
    },
    aboutLayer: ({ layer: name, ...table }) => {
      const { network, options } = optionsOf(table);
      const { layers, layout, framework } = summarize(network, options);
      const layer = layers.find((candidate) => candidate.name === name);
      if (!layer) {
        throw new XceptionError('usage', vscode.l10n.t('This network has no layer “{0}”.', name));
      }
      const context = { layout, framework };
      return {
        does: layerSentence(layer, layout),
        keras: codeLine(layer, 'keras', context),
        pytorch: codeLine(layer, 'pytorch', context),
        ...layerSources(layer),
      };
    },
    layerWeights: async ({ network, layer }, { signal }) => {
      if (models.active === undefined) return null;
      const model = requestForRef(models.active);
      return compactWeights(await inference.call('layerWeights', { model, layer, network }, { signal }));
    },
    openNetworks: async ({ heading }) => {
      const page = vscode.Uri.joinPath(context.extensionUri, 'docs', 'NETWORKS.md');
      await vscode.commands.executeCommand('markdown.showPreview', page.with({ fragment: heading }));
      return null;
    },
  };
}

function compactWeights({ title, tensors }: LayerWeights): LayerWeights {
  return {
    title,
    tensors: tensors.map(({ kernels, ...tensor }) => ({
      ...tensor,
      ...(kernels && { kernels: { ...kernels, picture: compactImage(kernels.picture) } }),
    })),
  };
}
