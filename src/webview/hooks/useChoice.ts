import { useState } from 'preact/hooks';
import { usePanelHost } from '../panelHost';

/** What the user chose in a control, kept over a reload of the panel. */
export function useChoice(
  name: string,
  usual: string,
): readonly [choice: string, choose: (choice: string) => void] {
  const { memory } = usePanelHost();
  const [choice, setChoice] = useState(memory.current.choices[name] ?? usual);
  return [
    choice,
    (next) => {
      memory.change({ choices: { ...memory.current.choices, [name]: next } });
      setChoice(next);
    },
  ];
}

/** {@link useChoice} among a few; what an older version of the panel kept is not one of them perhaps. */
export function useChoiceOf<T extends string>(
  name: string,
  options: readonly T[],
  usual: T,
): readonly [choice: T, choose: (choice: T) => void] {
  const [choice, choose] = useChoice(name, usual);
  return [options.find((option) => option === choice) ?? usual, choose];
}
