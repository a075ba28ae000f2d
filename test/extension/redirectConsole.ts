import { appendFileSync } from 'node:fs';
import { format } from 'node:util';

/**
 * Lets `console` append to a file. VS Code replaces the extension host's console by properties that ignore assignment, so
 * they are defined anew; its `process.stdout.write` cannot be replaced at all.
 */
export function redirectConsole(file: string): void {
  const append = (...values: readonly unknown[]): void => {
    if (!isAboutOptionalNatives(values[0])) appendFileSync(file, `${format(...values)}\n`);
  };
  for (const name of ['log', 'info', 'debug', 'warn', 'error']) {
    Object.defineProperty(console, name, { configurable: true, writable: true, value: append });
  }
}

/** VS Code's own complaint that two optional native modules are not compiled. */
function isAboutOptionalNatives(value: unknown): boolean {
  return (
    value instanceof Error && /@vscode.(spdlog|native-watchdog)|Release.watchdog/.test(value.stack ?? '')
  );
}
