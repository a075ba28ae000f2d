import * as vscode from 'vscode';
import { NETWORK_IDS, networks } from '../../model/arch/buildNetwork';
import { checkInputSize, type InputSize } from '../../model/arch/sizeNetwork';
import type { NetworkId } from '../../shared/network';
import { XceptionError } from '../../shared/xceptionError';

/** Asks for one of the three networks. */
export async function chooseNetwork(current: NetworkId): Promise<NetworkId | undefined> {
  const items = NETWORK_IDS.map((network) => ({
    network,
    label: networks[network].title,
    description: network,
    detail: aboutNetwork(network),
    iconPath: new vscode.ThemeIcon(network === current ? 'check' : 'blank'),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Choose a Network'),
    placeHolder: vscode.l10n.t('The network whose layers are shown'),
    matchOnDetail: true,
  });
  return chosen?.network;
}

/** Asks for an input size; what the network cannot take is refused while typing, with the reason. */
export async function chooseInputSize(current: InputSize): Promise<InputSize | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Input Size'),
    prompt: vscode.l10n.t('Height and width in pixels, such as 299 or 224x320'),
    value: current.height === current.width ? `${current.height}` : `${current.height}x${current.width}`,
    validateInput: (value) => {
      try {
        parseInputSize(value);
        return undefined;
      } catch (thrown) {
        return XceptionError.from(thrown).message;
      }
    },
  });
  return text === undefined ? undefined : parseInputSize(text);
}

/**
 * `299` or `224x320` (height first, also with `×`, `*` or a comma) as a size.
 *
 * @throws XceptionError `input-size` for anything else, and for sizes that Xception cannot take
 */
export function parseInputSize(text: string): InputSize {
  const match = /^\s*(\d+)\s*(?:[x×*,]\s*(\d+)\s*)?$/i.exec(text);
  if (!match) {
    throw new XceptionError(
      'input-size',
      vscode.l10n.t('Write one number, or height and width with an x between, such as 224x320.'),
    );
  }
  const height = Number(match[1]);
  const size = { height, width: match[2] === undefined ? height : Number(match[2]) };
  checkInputSize(size);
  return size;
}

/** One sentence on what sets a network apart. */
export function aboutNetwork(network: NetworkId): string {
  switch (network) {
    case 'paper':
      return vscode.l10n.t('As published and as Keras ships it: shortcuts are added, no biases.');
    case 'article':
      return vscode.l10n.t('The Keras listing of the article: shortcuts are concatenated, with biases.');
    case 'pytorch':
      return vscode.l10n.t('The PyTorch listing of the article, repaired so that it runs.');
  }
}
