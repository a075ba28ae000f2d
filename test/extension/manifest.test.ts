import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IMAGE_EXTENSIONS } from '../../src/model/image/imageFiles';
import { FITS, RESIZE_METHODS } from '../../src/shared/classification';
import { projectRoot } from '../support/paths';
import { callsOf, extensionSources, keysOfConstant, literalText } from './extensionSource';

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}

interface Setting {
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly description?: string;
  readonly markdownDescription?: string;
}

interface Manifest {
  readonly main: string;
  readonly l10n: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly enablement?: string;
      readonly icon?: string | { readonly light: string; readonly dark: string };
    }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly viewsContainers: {
      readonly activitybar: readonly { readonly id: string; readonly icon: string }[];
    };
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly {
      readonly view: string;
      readonly when?: string;
      readonly contents: string;
    }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

/** Context keys that VS Code itself sets. */
const BUILT_IN = new Set([
  'resourcePath',
  'activeCustomEditorId',
  'config.xception.explorerMenu',
  'explorerResourceIsFolder',
  'false',
  'file',
  'isWorkspaceTrusted',
  'resourceExtname',
  'resourceFilename',
  'resourceScheme',
  'view',
  'virtualWorkspace',
  'viewItem',
]);

const text = readFileSync(path.join(projectRoot, 'package.json'), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const { contributes } = manifest;
const strings = readStrings('package.nls.json');

describe('the manifest of the extension', () => {
  before('parsing the sources', function () {
    this.timeout(60_000);
    extensionSources();
  });

  it('contributes the very commands that are registered', () => {
    const contributed = contributes.commands.map(({ command }) => command);
    assert.deepEqual([...contributed].sort(), [...keysOfConstant('commands.ts', 'commands')].sort());
    assert.equal(new Set(contributed).size, contributed.length);
  });

  it('offers contributed commands only, and hides from the palette what needs an argument', () => {
    const known = new Set(contributes.commands.map(({ command }) => command));
    for (const [menu, items] of Object.entries(contributes.menus)) {
      for (const { command } of items) assert.ok(known.has(command), `${menu}: ${command}`);
    }
    const hidden = contributes.menus['commandPalette']?.filter(({ when }) => when === 'false') ?? [];
    assert.deepEqual(
      hidden.map(({ command }) => command),
      [
        'xception.showResult',
        'xception.showNetwork',
        'xception.showLayer',
        'xception.useModel',
        'xception.forgetModel',
        'xception.downloadModel',
        'xception.inspectModel',
        'xception.revealModel',
        'xception.removeModel',
      ],
    );
  });

  it('runs only commands of its own or of VS Code from its code and welcomes', () => {
    const known = new Set(contributes.commands.map(({ command }) => command));
    // VS Code has a command to show each view.
    for (const { id } of Object.values(contributes.views).flat()) known.add(`${id}.focus`);
    const own = callsOf('commands', 'executeCommand').flatMap(([id]) => literalText(id) ?? []);
    const written = extensionSources().flatMap(
      (source) => source.text.match(/(?<=')xception\.[a-zA-Z]+(?=')/g) ?? [],
    );
    const notCommands = [
      'xception.layers',
      'xception.mcp',
      'xception.models',
      'xception.panel',
      'xception.results',
      'xception.status',
      'xception.weights',
    ];
    const keys = [
      'xception.session',
      'xception.judging',
      'xception.modelChoice',
      'xception.modelFiles',
      'xception.knownModels',
      'xception.training',
      ...contextKeysSet(),
    ];
    for (const id of [...own.filter((command) => command.startsWith('xception.')), ...written]) {
      assert.ok(known.has(id) || notCommands.includes(id) || keys.includes(id), id);
    }
    for (const { contents } of contributes.viewsWelcome) {
      const commands = [...translated(contents).matchAll(/\(command:([^)]+)\)/g)].map(([, id = '']) => id);
      assert.ok(commands.length > 0, 'a welcome has a next step');
      for (const id of commands) assert.ok(known.has(id) || !id.startsWith('xception.'), id);
    }
  });

  it('leads through four steps, each with a command of its own, a drawing, and a way to be done', () => {
    const [walkthrough, ...others] = contributes.walkthroughs;
    assert.deepEqual(others, []);
    assert.equal(walkthrough?.steps.length, 4);
    const known = new Set(contributes.commands.map(({ command }) => command));
    for (const { description, media, completionEvents } of walkthrough.steps) {
      const linked = [...translated(description).matchAll(/\(command:([^)]+)\)/g)].map(([, id = '']) => id);
      assert.equal(linked.length, 1, description);
      const awaited = completionEvents.map((event) => /^onCommand:(.+)$/.exec(event)?.[1] ?? event);
      for (const id of [...linked, ...awaited]) assert.ok(known.has(id), id);
      assert.ok(awaited.includes(linked[0] ?? ''), 'who does what the step says is done with it');
      const drawing = readFileSync(path.join(projectRoot, media.svg), 'utf8');
      assert.match(drawing, /^<svg [^>]*viewBox=/);
      assert.doesNotMatch(drawing, /<script|href=|\son\w+=/);
    }
  });

  it('has every string it names, and none that it does not', () => {
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key));
    assert.deepEqual([...used].sort(), Object.keys(strings).sort());
  });

  it('asks only for context keys that are set', () => {
    const set = contextKeysSet();
    const clauses = [
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ when }) => when ?? '')),
      ...contributes.commands.map(({ enablement }) => enablement ?? ''),
      ...contributes.viewsWelcome.map(({ when }) => when ?? ''),
    ];
    const asked = new Set(clauses.flatMap(identifiersOf));
    for (const key of asked) assert.ok(BUILT_IN.has(key) || set.includes(key), key);
    for (const key of set) assert.ok(asked.has(key), `${key} is set for nothing`);
  });

  it('names icons and entry points that exist', () => {
    const icons = contributes.commands.flatMap(({ icon }) =>
      typeof icon === 'object' ? [icon.light, icon.dark] : [],
    );
    const views = Object.values(contributes.views).flat();
    const containers = contributes.viewsContainers.activitybar;
    const files = [manifest.icon, ...icons, ...[...views, ...containers].map(({ icon }) => icon)];
    for (const file of files) assert.ok(existsSync(path.join(projectRoot, file)), file);
    for (const { icon } of contributes.commands) {
      if (typeof icon === 'string') assert.match(icon, /^\$\([a-z-]+\)$/);
    }
    assert.deepEqual(Object.keys(contributes.views), [containers[0]?.id]);
    assert.equal(manifest.main, './dist/extension.js');
  });

  it('is activated by what VS Code does not derive by itself, and never at the start', () => {
    assert.deepEqual(manifest.activationEvents, ['onWebviewPanel:xception.panel', 'onLanguage:python']);
    assert.deepEqual(manifest.extensionKind, ['workspace']);
  });

  it('offers the command on every kind of picture that is read, in any case, and on nothing else', () => {
    const menus = ['explorer/context', 'editor/title', 'editor/title/context'];
    for (const menu of menus) {
      const item = contributes.menus[menu]?.find(({ command }) => command === 'xception.classifyImage');
      const when = item?.when ?? '';
      const source = /resourceExtname =~ \/(.+?)\/i/.exec(when)?.[1];
      assert.ok(source, menu);
      const pattern = new RegExp(source, 'i');
      for (const extension of IMAGE_EXTENSIONS) {
        assert.match(extension, pattern);
        assert.match(extension.toUpperCase(), pattern);
      }
      for (const extension of ['.md', '.pngx', '.keras', 'png', '.json'])
        assert.doesNotMatch(extension, pattern);
    }
  });

  it('describes every setting, with the choices of the code', () => {
    const settings = contributes.configuration.properties;
    assert.deepEqual(settings['xception.resize']?.enum, ['auto', ...RESIZE_METHODS]);
    assert.deepEqual(settings['xception.fit']?.enum, ['auto', ...FITS]);
    for (const [name, setting] of Object.entries(settings)) {
      assert.ok(setting.description ?? setting.markdownDescription, name);
      assert.equal(setting.enumDescriptions?.length, setting.enum?.length, name);
      if (setting.enum) assert.ok(setting.enum.includes(setting.default as string), name);
    }
  });

  it('reads every setting in one place and declares each', () => {
    const asked = callsOf('section', 'get').map(([name]) => `xception.${literalText(name) ?? '?'}`);
    const inMenus = [...text.matchAll(/\bconfig\.(xception\.\w+)/g)].map(([, name = '']) => name);
    assert.deepEqual(
      [...new Set([...asked, ...inMenus])].sort(),
      Object.keys(contributes.configuration.properties).sort(),
    );
    const readers = extensionSources().filter((source) => source.text.includes('getConfiguration('));
    assert.deepEqual(
      readers.map(({ fileName }) => path.basename(fileName)),
      ['settings.ts'],
    );
    for (const name of manifest.capabilities.untrustedWorkspaces.restrictedConfigurations) {
      assert.ok(name in contributes.configuration.properties, name);
    }
  });

  it('has every text of the code in the bundle for translators, and none besides', () => {
    const keys = callsOf('l10n', 't').map(([message]) => literalText(message));
    assert.ok(!keys.includes(undefined), 'l10n.t takes plain texts, or its bundle cannot be complete');
    const bundle = readStrings(path.join(manifest.l10n, 'bundle.l10n.json'));
    assert.deepEqual(Object.keys(bundle).sort(), [...new Set(keys)].sort());
    for (const [key, value] of Object.entries(bundle)) assert.equal(value, key);
  });

  it('shows no text that bypasses translation', () => {
    const shown = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'];
    for (const method of shown) {
      for (const [message] of callsOf('window', method)) assert.equal(literalText(message), undefined);
    }
  });
});

function readStrings(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8')) as Record<string, string>;
}

function translated(value: string): string {
  return value.replace(/^%(.+)%$/, (_match, key: string) => strings[key] ?? '');
}

function contextKeysSet(): readonly string[] {
  return callsOf('commands', 'executeCommand').flatMap(([id, key]) =>
    literalText(id) === 'setContext' ? (literalText(key) ?? []) : [],
  );
}

/** The keys of a when clause: what is left of it without regular expressions and right-hand sides of comparisons. */
function identifiersOf(clause: string): readonly string[] {
  const bare = clause
    .replace(/=~ \/.+?[^\\]\/i?/g, '')
    .replace(/[!=]= [\w.]+/g, '')
    .replace(/ in /g, ' ');
  return bare.match(/[a-zA-Z][\w.]*/g) ?? [];
}
