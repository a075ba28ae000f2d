import './styles/panel.css';
import { XceptionError } from '../shared/xceptionError';
import { startPanel } from './startPanel';
import type { VsCodeApi } from './vscodeApi';

declare function acquireVsCodeApi(): VsCodeApi;

const root = document.getElementById('root');
if (!root) throw new XceptionError('internal', 'The panel\'s page has no element "root".');
startPanel(root, acquireVsCodeApi());
