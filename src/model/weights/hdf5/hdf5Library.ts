import type * as h5wasm from 'h5wasm/node';

/** The HDF5 library as WebAssembly. An ES module in a package that CommonJS can only import as it runs. */
export type Hdf5Library = typeof h5wasm;
export type Hdf5Module = Hdf5Library['Module'];

let loading: Promise<Hdf5Library> | undefined;

/** Loads the library once per process: 4 MB to compile, some 200 ms. */
export function hdf5Library(): Promise<Hdf5Library> {
  loading ??= import('h5wasm/node').then(async (library) => {
    await library.ready;
    return library;
  });
  return loading;
}
