/** The Python that has Ray, and what a job requires besides. */
export function rayPython(): string {
  const python = process.env['XCEPTION_RAY'];
  if (!python) throw new Error('Run these checks by "npm run test:ray", which makes Ray ready.');
  return python;
}
