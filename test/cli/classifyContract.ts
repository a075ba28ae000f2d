import assert from 'node:assert/strict';
import { FITS, RESIZE_METHODS } from '../../src/shared/classification';
import { NETWORK_IDS } from '../../src/model/arch/buildNetwork';

/** What `classify --json` prints, written down a second time: the product's own types must not vouch for themselves. */
export interface ClassifyJson {
  readonly backend: { readonly name: string; readonly version: string };
  readonly model: {
    readonly id: string;
    readonly network: string;
    readonly weights: string;
    readonly classes: number;
  };
  readonly results: readonly (
    | {
        readonly file: string;
        readonly predictions: readonly {
          readonly index: number;
          readonly label: string;
          readonly probability: number;
          readonly logit?: number;
        }[];
        readonly input: {
          readonly width: number;
          readonly height: number;
          readonly resize: string;
          readonly crop: string;
        };
        readonly timings: {
          readonly decode: number;
          readonly preprocess: number;
          readonly inference: number;
        };
      }
    | { readonly file: string; readonly error: { readonly code: string; readonly message: string } }
  )[];
}

type Check = (value: unknown, where: string) => void;

const text: Check = (value, where) => {
  assert.ok(typeof value === 'string' && value !== '', `${where} is a text`);
};
const count: Check = (value, where) => {
  assert.ok(Number.isInteger(value) && (value as number) >= 0, `${where} is a count`);
};
const milliseconds: Check = (value, where) => {
  assert.ok(Number.isFinite(value) && (value as number) >= 0, `${where} is a duration`);
};
const finite: Check = (value, where) => {
  assert.ok(Number.isFinite(value), `${where} is a number`);
};
const share: Check = (value, where) => {
  assert.ok(typeof value === 'number' && value >= 0 && value <= 1, `${where} is a share`);
};
const oneOf =
  (allowed: readonly string[]): Check =>
  (value, where) => {
    assert.ok(allowed.includes(value as string), `${where} is one of ${allowed.join(', ')}`);
  };
const list =
  (item: Check): Check =>
  (value, where) => {
    assert.ok(Array.isArray(value), `${where} is a list`);
    value.forEach((entry, index) => {
      item(entry, `${where}[${index}]`);
    });
  };
/** An object with exactly these keys; those that end in "?" may be missing. */
const object =
  (shape: Readonly<Record<string, Check>>): Check =>
  (value, where) => {
    assert.ok(typeof value === 'object' && value !== null, `${where} is an object`);
    const left = new Set(Object.keys(value));
    for (const [key, check] of Object.entries(shape)) {
      const name = key.replace('?', '');
      if (key.endsWith('?') && !left.has(name)) continue;
      check((value as Record<string, unknown>)[name], `${where}.${name}`);
      left.delete(name);
    }
    assert.deepEqual([...left], [], `${where} has nothing else`);
  };

const classified = object({
  file: text,
  predictions: list(object({ index: count, label: text, probability: share, 'logit?': finite })),
  input: object({ width: count, height: count, resize: oneOf(RESIZE_METHODS), crop: oneOf(FITS) }),
  timings: object({ decode: milliseconds, preprocess: milliseconds, inference: milliseconds }),
});
const failed = object({ file: text, error: object({ code: text, message: text }) });

const report = object({
  backend: object({ name: oneOf(['tensorflow']), version: text }),
  model: object({ id: text, network: oneOf(NETWORK_IDS), weights: text, classes: count }),
  results: list((value, where) => {
    const isFailure = typeof value === 'object' && value !== null && 'error' in value;
    (isFailure ? failed : classified)(value, where);
  }),
});

/** Fails at the first field that is not as the contract says. */
export function assertContract(value: unknown): asserts value is ClassifyJson {
  report(value, 'report');
}
