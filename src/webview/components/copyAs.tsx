import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ModelRecord } from '../../shared/classification';
import type { ResultEntry } from '../../shared/panelProtocol';
import { topLabel } from '../../shared/resultMeasures';
import { resultMarkdown, resultsJson } from '../../shared/resultText';
import { entryText } from '../describe';
import { useChoiceOf } from '../hooks/useChoice';
import { usePanelHost } from '../panelHost';
import { text, type MessageKey } from '../strings';

/** How long the button says that it has copied. */
const COPIED_MS = 2000;

const FORMS = ['text', 'label', 'json', 'markdown'] as const;
type CopyForm = (typeof FORMS)[number];

const TITLES: Readonly<Record<CopyForm, MessageKey>> = {
  text: 'copyText',
  label: 'copyLabel',
  json: 'copyJson',
  markdown: 'copyMarkdown',
};

interface CopyAsProps {
  readonly entry: ResultEntry;
  readonly model: ModelRecord | undefined;
}

/** Copies a result, in the form that was chosen last. */
export function CopyAs({ entry, model }: CopyAsProps): JSX.Element {
  const host = usePanelHost();
  const [form, setForm] = useChoiceOf('copy-as', FORMS, 'text');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => {
      setCopied(false);
    }, COPIED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  const copy = async (): Promise<void> => {
    setCopied(await host.act('copy', { text: contentOf(form, entry, model) }));
  };
  return (
    <>
      <span class="copy-as">
        <button class="button button-secondary copy" type="button" onClick={() => void copy()}>
          {text(copied ? 'copied' : 'copy')}
        </button>
        <select
          class="input"
          aria-label={text('copyAs')}
          value={form}
          onChange={({ currentTarget }) => {
            setForm(currentTarget.value as CopyForm);
          }}
        >
          {FORMS.map((id) => (
            <option key={id} value={id}>
              {text(TITLES[id])}
            </option>
          ))}
        </select>
      </span>
      <span class="visually-hidden" role="status">
        {copied ? text('copied') : ''}
      </span>
    </>
  );
}

function contentOf(form: CopyForm, entry: ResultEntry, model: ModelRecord | undefined): string {
  switch (form) {
    case 'text':
      return entryText(entry, model);
    case 'label':
      return topLabel(entry.result) ?? entry.name;
    case 'json':
      return resultsJson([entry], model ? { [entry.model]: model } : {});
    case 'markdown':
      return resultMarkdown(entry);
  }
}
