import type { JSX } from 'preact';

const PATHS = {
  chevron: 'M6 3.5 10.5 8 6 12.5',
  back: 'M10 3.5 5.5 8 10 12.5',
  close: 'M4 4l8 8M12 4l-8 8',
  warning: 'M8 2.2 14.4 13.5H1.6ZM8 6.5v3.2M8 11.4v.6',
  error: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8ZM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  picture: 'M2 3h12v10H2ZM2.5 11.5 6 7.8l2.6 2.6 1.8-1.7 3.1 3M10.6 6.1v.1',
  sortUp: 'M8 12.5v-9M4.5 7 8 3.5 11.5 7',
  sortDown: 'M8 3.5v9M4.5 9 8 12.5 11.5 9',
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing in the colour of the text around it; the words beside it say what it means. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg
      class={`icon icon-${name}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
