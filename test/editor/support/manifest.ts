import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../support/paths';

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly menus?: { readonly commandPalette?: readonly { readonly command: string }[] };
    readonly viewsContainers?: { readonly activitybar?: readonly { readonly title: string }[] };
  };
}

const manifest = read('package.json') as Manifest;

/** The extension's id, as VS Code writes it. */
export const extensionId = `${manifest.publisher}.${manifest.name}`;

/** Title of the extension's first tab in the activity bar; undefined where it has none. */
export const containerTitle = translated(manifest.contributes.viewsContainers?.activitybar?.[0]?.title);

/** A command that the palette offers in every window, as it is shown there. */
export const commandTitle = alwaysOffered();

function alwaysOffered(): string {
  const limited = manifest.contributes.menus?.commandPalette?.map(({ command }) => command) ?? [];
  const command = manifest.contributes.commands.find((candidate) => !limited.includes(candidate.command));
  if (!command) throw new Error('The extension has no command that the palette always offers.');
  return `${command.category}: ${translated(command.title) ?? ''}`;
}

function translated(text: string | undefined): string | undefined {
  const key = /^%(.+)%$/.exec(text ?? '')?.[1];
  if (key === undefined || !existsSync(path.join(projectRoot, 'package.nls.json'))) return text;
  return (read('package.nls.json') as Readonly<Record<string, string>>)[key];
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(path.join(projectRoot, name), 'utf8'));
}
