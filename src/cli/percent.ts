/** A share with one decimal: `97.2 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
