import type { ImageResult } from '../../shared/classification';
import type { Output } from '../cliContext';
import { coloured } from '../colours';
import type { ProgressBar } from '../progressBar';
import { countClassified, type RunListener, type RunReport } from '../../model/worker/classifyRun';
import type { Slot } from '../../model/image/listPictures';
import { reportJson } from './reportJson';
import { ResultTable } from './resultTable';

/** Shows a run while it goes on, and what there is to say at its end. */
export interface RunView extends RunListener {
  /** Text for stdout, with a line break at its end. */
  end(report: RunReport): string;
}

/** With --json stdout waits for the end, and only the bar moves. */
export function jsonView(bar: ProgressBar, slots: readonly Slot[]): RunView {
  return {
    ready() {
      bar.update(0, slots.length);
    },
    result(_index, _result, done) {
      bar.update(done, slots.length);
    },
    end: (report) => `${reportJson(report)}\n`,
  };
}

/** The table: each line as soon as all lines before it are there, so that it grows in the order of the arguments. */
export function tableView(stdout: Output, bar: ProgressBar, slots: readonly Slot[], topK: number): RunView {
  const waiting = new Map<number, ImageResult>();
  let table: ResultTable | undefined;
  let next = 0;
  const began = performance.now();

  const write = (lines: readonly string[]): void => {
    bar.above(() => {
      stdout.write(lines.map((line) => `${line}\n`).join(''));
    });
  };
  return {
    ready(start) {
      const files = slots.map(({ file }) => file);
      table = new ResultTable(files, start, topK, stdout);
      write(table.header());
      bar.update(0, slots.length);
    },
    result(index, result, done) {
      waiting.set(index, result);
      for (let ready = waiting.get(next); ready; ready = waiting.get(next)) {
        waiting.delete(next);
        next++;
        write(table?.lines(ready) ?? []);
      }
      bar.update(done, slots.length);
    },
    end({ results, ended }) {
      const interrupted = ended?.code === 'cancelled';
      const rest = results
        .slice(next)
        .filter((result) => !interrupted || !('error' in result) || result.error.code !== 'cancelled');
      const lines = rest.flatMap((result) => table?.lines(result) ?? []);
      const closing = closingLine(results, interrupted, performance.now() - began);
      return [...lines, '', coloured(closing, 'dim', stdout), ''].join('\n');
    },
  };
}

function closingLine(results: readonly ImageResult[], interrupted: boolean, milliseconds: number): string {
  const classified = countClassified(results);
  if (interrupted) return `Interrupted: ${classified} of ${results.length} classified.`;
  const failed = results.length - classified;
  const failures = failed === 0 ? '' : `, ${failed} failed`;
  return `${classified} classified${failures} in ${(milliseconds / 1000).toFixed(1)} s, loading included.`;
}
