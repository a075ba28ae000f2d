import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { MappedBy } from '../../shared/evaluation';
import type { LabelEdit } from '../../shared/evaluationProtocol';
import type { PanelEvaluation } from '../../shared/panelProtocol';
import { nextColumnSort, type ColumnSort } from '../columnSort';
import { ColumnTitle } from '../components/columnTitle';
import { count, percent } from '../format';
import { text, type MessageKey } from '../strings';
import { ClassesEditor } from './classesEditor';
import { labelRows, type LabelColumn, type LabelRow } from './labelRows';

const TITLES: Readonly<Record<LabelColumn, MessageKey>> = {
  label: 'sortLabel',
  support: 'results',
  predicted: 'evaluatePredicted',
  precision: 'evaluatePrecision',
  recall: 'evaluateRecall',
  f1: 'evaluateF1',
};

const FOUND_BY: Readonly<Record<MappedBy, MessageKey>> = {
  edited: 'mappedEdited',
  exact: 'mappedExact',
  wordnet: 'mappedWordnet',
  similar: 'mappedSimilar',
  plural: 'mappedPlural',
  none: 'mappedNone',
};

const NUMBERS = ['support', 'predicted', 'precision', 'recall', 'f1'] as const;

interface LabelTableProps {
  readonly report: PanelEvaluation;
  readonly onEdit: (edits: readonly LabelEdit[]) => void;
}

/** Every label with the classes it stands for, which can be changed, and its figures. */
export function LabelTable({ report, onEdit }: LabelTableProps): JSX.Element {
  const [sort, setSort] = useState<ColumnSort<LabelColumn> | null>(null);
  const [edited, setEdited] = useState<string | null>(null);
  const onSort = (column: LabelColumn): void => {
    setSort(nextColumnSort(sort, column, column === 'label'));
  };
  const title = (column: LabelColumn): JSX.Element => (
    <ColumnTitle
      key={column}
      column={column}
      title={text(TITLES[column])}
      className=""
      name={`evaluate-${column}`}
      sort={sort}
      onSort={onSort}
    />
  );
  const save = (label: string, classes: readonly number[]): void => {
    setEdited(null);
    const before = report.mapping.filter((one) => one.by === 'edited' && one.label !== label);
    onEdit([
      ...before.map(({ label: name, classes: own }) => ({ label: name, classes: own })),
      { label, classes },
    ]);
  };
  return (
    <div class="compare-box compare-tall" tabIndex={0} role="region" aria-label={text('evaluateLabels')}>
      <table class="compare-table evaluate-labels">
        <caption class="visually-hidden">{text('evaluateLabels')}</caption>
        <thead>
          <tr>
            {title('label')}
            <th scope="col" class="compare-text">
              {text('evaluateClasses')}
            </th>
            {NUMBERS.map(title)}
          </tr>
        </thead>
        <tbody>
          {labelRows(report, sort).map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <td class="compare-text">
                {row.mapping && edited === row.label ? (
                  <ClassesEditor
                    label={row.label}
                    classes={row.mapping.classes}
                    names={report.classes}
                    onSave={(classes) => {
                      save(row.label, classes);
                    }}
                    onCancel={() => {
                      setEdited(null);
                    }}
                  />
                ) : (
                  <Classes row={row} names={report.classes} onEdit={setEdited} />
                )}
              </td>
              <Figures row={row} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ClassesProps {
  readonly row: LabelRow;
  readonly names: readonly string[];
  readonly onEdit: (label: string) => void;
}

function Classes({ row: { label, mapping }, names, onEdit }: ClassesProps): JSX.Element {
  if (!mapping) return <span class="minor">{text('evaluateOnlyAnswered')}</span>;
  return (
    <>
      {mapping.classes.map((index) => names[index] ?? '').join('; ')}{' '}
      <span class="minor">({text(FOUND_BY[mapping.by])})</span>{' '}
      <button
        class="link"
        type="button"
        data-focus={`edit-${label}`}
        aria-label={text('evaluateEditOf', label)}
        onClick={() => {
          onEdit(label);
        }}
      >
        {text('evaluateEdit')}
      </button>
    </>
  );
}

function Figures({
  row: { support, predicted, precision, recall, f1, mapping },
}: {
  readonly row: LabelRow;
}): JSX.Element {
  const judged = mapping === undefined || mapping.classes.length > 0;
  return (
    <>
      <td>{count(support)}</td>
      <td>{judged ? count(predicted) : ''}</td>
      {[precision, recall, f1].map((rate, index) => (
        <td key={index}>{judged ? percent(rate) : ''}</td>
      ))}
    </>
  );
}
