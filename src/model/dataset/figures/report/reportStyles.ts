/** The report's whole style sheet: light and dark by the reader's choice, one column on a narrow screen. */
export const REPORT_STYLES = `
:root { color-scheme: light dark; --text: #1f2328; --minor: #59636e; --ground: #fff; --raised: #f6f8fa; --line: #d1d9e0;
  --right: #1a7f37; --wrong: #cf222e; --accuracy: #0969da; --gap: #bc4c00; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --minor: #9198a1; --ground: #0d1117; --raised: #151b23;
  --line: #3d444d; --right: #3fb950; --wrong: #f85149; --accuracy: #4493f8; --gap: #db6d28; } }
body { margin: 0 auto; padding: 1.5rem; max-width: 72rem; font: 15px/1.5 system-ui, sans-serif; color: var(--text);
  background: var(--ground); }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
.minor, figcaption { color: var(--minor); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .8rem; margin: 0; }
dl div { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: .5rem .8rem; }
dt { color: var(--minor); font-size: .85rem; } dd { margin: 0; font-size: 1.15rem; overflow-wrap: anywhere; }
.charts, .mistakes { display: grid; gap: 1.2rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); }
.mistakes { grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); padding: 0; list-style: none; }
figure { margin: 0; } svg { width: 100%; height: auto; } svg text { fill: var(--minor); font-size: 11px; }
.grid { stroke: var(--line); fill: none; } .ideal { stroke: var(--minor); stroke-dasharray: 4 4; fill: none; }
rect.accuracy, .k-accuracy { fill: var(--accuracy); background: var(--accuracy); }
rect.gap, .k-gap { fill: var(--gap); fill-opacity: .8; background: var(--gap); }
rect.right, .k-right { fill: var(--right); background: var(--right); }
rect.wrong { fill: var(--wrong); } .k-wrong { background: var(--wrong); } .k-coverage { background: var(--accuracy); }
path.right, path.coverage { fill: none; stroke-width: 2; } path.right { stroke: var(--right); }
path.coverage { stroke: var(--accuracy); stroke-dasharray: 6 3; }
.key { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin-right: .3em; }
.key:not(:first-child) { margin-left: 1em; }
.wide { overflow: auto; max-height: 40rem; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; text-align: right; border-bottom: 1px solid var(--line); }
th:first-child, td.words { text-align: left; } thead th { position: sticky; top: 0; background: var(--raised); }
tfoot { font-weight: 600; } .confusion thead span { writing-mode: vertical-rl; max-height: 12rem; overflow: hidden; }
.confusion td { text-align: center; --c: var(--wrong); } .confusion td.hit { --c: var(--right); font-weight: 600; }
${Array.from({ length: 10 }, (_, step) => `td:is(.hit, .miss).s${step} { background: color-mix(in srgb, var(--c) ${8 + 5 * step}%, transparent); }`).join('\n')}
.mistakes img, .blank { width: 100%; aspect-ratio: 1; object-fit: contain; background: var(--raised);
  border-radius: 6px; display: block; }
.mistakes p { margin: .2rem 0; overflow-wrap: anywhere; font-size: .85rem; }
@media print { .wide { overflow: visible; max-height: none; } }
`;
