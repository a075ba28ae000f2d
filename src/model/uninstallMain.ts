import { cacheFolder } from './cacheFolder';
import { removeTraces } from './removeTraces';

/** VS Code runs this (`vscode:uninstall` in package.json) once the extension is uninstalled for good. */
void removeTraces(cacheFolder());
