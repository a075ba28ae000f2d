import * as vscode from 'vscode';
import type { SummaryOptions } from '../../model/arch/summarize';
import type { NetworkId } from '../../shared/network';
import type { LayerTableRequest } from '../../shared/panelProtocol';
import { XceptionError } from '../../shared/xceptionError';

/** More units than any head has; past it a summary would only be slow. */
const MAX_CLASSES = 1_000_000;

/**
 * What a table's request means to the network.
 *
 * @throws XceptionError `usage` for a number of classes that no head has; the size is checked by who builds the network
 */
export function optionsOf({ network, height, width, classes, includeTop }: LayerTableRequest): {
  readonly network: NetworkId;
  readonly options: SummaryOptions;
} {
  if (!Number.isInteger(classes) || classes < 1 || classes > MAX_CLASSES) {
    throw new XceptionError(
      'usage',
      vscode.l10n.t('A head has 1 to {0} classes, not {1}.', MAX_CLASSES, classes),
    );
  }
  return { network, options: { input: { height, width }, classes, includeTop } };
}
