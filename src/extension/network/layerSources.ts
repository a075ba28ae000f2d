import * as vscode from 'vscode';
import type { LayerRow } from '../../shared/network';
import { HEADINGS } from './networkHeadings';

/** Where the paper and this product's documentation speak of a layer. */
export interface LayerSources {
  readonly paper: string;
  /** One of {@link HEADINGS}. */
  readonly heading: string;
}

/**
 * Source: F. Chollet, "Xception: Deep Learning with Depthwise Separable Convolutions", CVPR 2017, arXiv 1610.02357.
 */
export function layerSources({ kind, flow }: Pick<LayerRow, 'kind' | 'flow'>): LayerSources {
  switch (kind) {
    case 'sepconv':
    case 'depthwise':
    case 'pointwise':
      return { paper: vscode.l10n.t('Sections 1.1 and 1.2, figure 4'), heading: HEADINGS.separable };
    case 'add':
    case 'concat':
      return { paper: vscode.l10n.t('Figure 5, section 4.6'), heading: HEADINGS.merges };
    case 'batchnorm':
      return { paper: vscode.l10n.t('Figure 5, its caption'), heading: HEADINGS.norms };
    case 'dropout':
      return { paper: vscode.l10n.t('Section 4.3'), heading: HEADINGS.head };
    default:
      return { paper: figureOf(flow), heading: HEADINGS[flow === 'input' ? 'entry' : flow] };
  }
}

function figureOf(flow: LayerRow['flow']): string {
  switch (flow) {
    case 'input':
    case 'entry':
      return vscode.l10n.t('Figure 5, entry flow');
    case 'middle':
      return vscode.l10n.t('Figure 5, middle flow');
    case 'exit':
    case 'head':
      return vscode.l10n.t('Figure 5, exit flow');
  }
}
