import * as vscode from 'vscode';

type Input = Readonly<Record<string, unknown>>;

/** What people read before and while a tool runs; those that read files or run a model are asked for first. */
export function invocationWords(name: string, input: Input): vscode.PreparedToolInvocation {
  const { l10n } = vscode;
  const files = filesOf(input);
  switch (name) {
    case 'classify_images':
      return {
        invocationMessage: l10n.t('Classifying {0}', files),
        confirmationMessages: {
          title: l10n.t('Classify with Xception?'),
          message: l10n.t('Xception is going to read {0} and run a model on it, on this machine.', files),
        },
      };
    case 'explain_image':
      return {
        invocationMessage: l10n.t('Looking inside the network for {0}', files),
        confirmationMessages: {
          title: l10n.t('Explain with Xception?'),
          message: l10n.t('Xception is going to read {0} and run a model on it, on this machine.', files),
        },
      };
    case 'evaluate_folder':
      return {
        invocationMessage: l10n.t('Evaluating the model on {0}', files),
        confirmationMessages: {
          title: l10n.t('Evaluate with Xception?'),
          message: l10n.t('Xception is going to read {0} and run a model on it, on this machine.', files),
        },
      };
    case 'inspect_weights':
      return {
        invocationMessage: l10n.t('Inspecting {0}', files),
        confirmationMessages: {
          title: l10n.t('Inspect with Xception?'),
          message: l10n.t(
            'Xception is going to read {0} in a process of its own. Nothing in it is run.',
            files,
          ),
        },
      };
    default:
      return { invocationMessage: l10n.t('Asking Xception about its networks') };
  }
}

/** The files that a language model named, as code: they are its words, and must not become links or markup. */
function filesOf({ path, paths }: Input): string {
  const names = (Array.isArray(paths) ? (paths as readonly unknown[]) : [path]).filter(
    (name) => typeof name === 'string',
  );
  const shown = names.slice(0, 3).map((name) => `\`${name.replace(/[`\n\r]/g, ' ')}\``);
  return names.length > shown.length
    ? vscode.l10n.t('{0} and {1} more', shown.join(', '), names.length - shown.length)
    : shown.join(', ');
}
