import './styles/weightsPage.css';
import { XceptionError } from '../shared/xceptionError';
import type { VsCodeApi } from './vscodeApi';
import { startWeights } from './weights/startWeights';

declare function acquireVsCodeApi(): VsCodeApi;

const root = document.getElementById('root');
if (!root) throw new XceptionError('internal', 'The page of a weights file has no element "root".');
startWeights(root, acquireVsCodeApi());
