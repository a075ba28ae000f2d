import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { usePanelHost } from '../panelHost';
import { text } from '../strings';
import { TABLE_FORMATS, tableText, type CopiedTable, type TableFormat } from '../tableText';
import { Popover } from './popover';

const NAMES: Readonly<Record<TableFormat, string>> = { markdown: 'Markdown', csv: 'CSV', latex: 'LaTeX' };

/** Copies the rows and columns that are shown. */
export function CopyMenu({ table }: { readonly table: CopiedTable }): JSX.Element {
  const host = usePanelHost();
  const [copied, setCopied] = useState<TableFormat | null>(null);
  const copy = async (format: TableFormat): Promise<void> => {
    if (await host.act('copy', { text: tableText(table, format) })) setCopied(format);
  };
  return (
    <Popover label={text('copyTableAs')} name="layers-copy">
      <div class="copy-menu">
        {TABLE_FORMATS.map((format) => (
          <button
            key={format}
            class="button button-secondary"
            type="button"
            onClick={() => void copy(format)}
          >
            {NAMES[format]}
          </button>
        ))}
        <span class="minor" role="status">
          {copied && text('copied')}
        </span>
      </div>
    </Popover>
  );
}
