import Papa from 'papaparse';

/** The records of a text whose values are separated by commas, semicolons or tabs, without empty lines. Source: RFC 4180. */
export function csvRecords(text: string): readonly (readonly string[])[] {
  const clean = text.replace(/^\uFEFF/, '');
  const { data } = Papa.parse<readonly string[]>(clean, {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', '\t', ';'],
  });
  return data.map((record) => record.map((cell) => cell.trim()));
}
