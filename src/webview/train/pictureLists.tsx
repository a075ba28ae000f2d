import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CopyGroup, FolderSurvey } from '../../shared/trainProtocol';
import { useShownPart } from '../components/shownPart';
import { count } from '../format';
import { FilePicture } from './filePicture';
import { trainText, type TrainKey } from './trainStrings';

/** Of one group of copies. */
const SHOWN_COPIES = 6;

/** The pictures of a folder that are not simply learnt from or judged by, each with the reason. */
export function PictureLists({ survey }: { readonly survey: FolderSurvey }): JSX.Element {
  const { unreadable, copies, leftOut, unlabelled } = survey;
  return (
    <>
      <PictureList
        title="unreadable"
        how="unreadableHow"
        items={unreadable.map(({ file, error }) => (
          <>
            <span class="mono">{file}</span> <span class="minor">{error.message}</span>
          </>
        ))}
      />
      <PictureList
        title="copies"
        how="copiesHow"
        items={copies.map((group, index) => (
          <Copies group={group} index={index} />
        ))}
      />
      <PictureList title="leftOut" how="leftOutHow" items={leftOut.map(named)} />
      <PictureList title="unlabelled" how="unlabelledHow" items={unlabelled.map(named)} />
    </>
  );
}

interface PictureListProps {
  readonly title: TrainKey;
  readonly how: TrainKey;
  readonly items: readonly JSX.Element[];
}

/** One kind of them, closed until somebody wants to see it. */
function PictureList({ title, how, items }: PictureListProps): JSX.Element | null {
  const [open, setOpen] = useState(false);
  const [shown, more] = useShownPart(items);
  if (items.length === 0) return null;
  return (
    <details
      class="train-list"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary data-focus={`train-${title}`}>{trainText(title, count(items.length))}</summary>
      {/* Pictures are asked for when they can be seen. */}
      {open && (
        <>
          <p class="minor">{trainText(how)}</p>
          <ul>
            {shown.map((item, index) => (
              <li key={index}>{item}</li>
            ))}
          </ul>
          {more}
        </>
      )}
    </details>
  );
}

function named(file: string): JSX.Element {
  return <span class="mono">{file}</span>;
}

function Copies({ group, index }: { readonly group: CopyGroup; readonly index: number }): JSX.Element {
  const { files, identical, labelsDiffer, acrossSplit } = group;
  const notes: readonly ComponentChildren[] = [
    trainText(identical ? 'copySame' : 'copyAlike'),
    ...(labelsDiffer ? [<strong key="labels">{trainText('copyLabels')}</strong>] : []),
    ...(acrossSplit ? [<strong key="split">{trainText('copySplit')}</strong>] : []),
  ];
  return (
    <div class="train-copies">
      {files.slice(0, SHOWN_COPIES).map((file, place) => (
        <span key={file} class="train-copy" title={file}>
          <FilePicture picture={{ of: 'copies', group: index, index: place }} file={file} />
          <span class="mono">{file}</span>
        </span>
      ))}
      <span class="minor">
        {files.length > SHOWN_COPIES && `+ ${files.length - SHOWN_COPIES}; `}
        {notes.flatMap((note, place) => (place === 0 ? [note] : ['; ', note]))}
      </span>
    </div>
  );
}
