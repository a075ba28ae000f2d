/** Megabytes of 10⁶ bytes, as files and downloads are told. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
