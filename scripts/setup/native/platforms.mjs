/**
 * Where native TensorFlow for each platform comes from. TensorFlow is published as wheels of the Python package index;
 * each holds the shared libraries and the C headers that tfjs-node's binding is compiled against.
 *
 * A wheel is used only where its SHA-256 stands here. `proof` says how far the way was tried:
 * - `run`: compiled, loaded and measured on that platform;
 * - `linked`: the wheel was fetched and read, and the binding compiled and linked against its libraries by a
 *   cross-compiler, but it did not run on that platform yet.
 * Every way ends with a load check that computes; where that fails, tfjs-node's own installer is tried.
 *
 * @typedef {object} Platform
 * @property {'run' | 'linked'} proof
 * @property {string} tensorflow version
 * @property {import('../wheel.mjs').Wheel} wheel
 * @property {readonly string[]} libraries names in the wheel's folder `tensorflow/`
 * @property {readonly string[]} linkFlags so that the binding finds the libraries beside itself
 * @property {readonly string[] | undefined} strip program and options that take the symbol tables off a library; not on
 *   macOS, where a changed library needs a new signature
 * @property {number} diskBytes free space that unpacking needs at its peak
 *
 * @typedef {{ readonly platform: Platform } | { readonly platform?: undefined, readonly why: string }} PlatformChoice
 */

/** @param {string} tag */
function pipTags(tag) {
  return ['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311', '--platform', tag];
}

const linux = {
  libraries: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  linkFlags: ['-Wl,-rpath,$ORIGIN'],
  strip: ['strip', '--strip-unneeded'],
  diskBytes: 1_700_000_000,
};

const darwin = {
  libraries: ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'],
  linkFlags: ['-Wl,-rpath,@loader_path', '-Wl,-undefined,dynamic_lookup'],
  strip: undefined,
  diskBytes: 1_300_000_000,
};

/** @type {Readonly<Record<string, Platform>>} */
const PLATFORMS = {
  'linux-x64': {
    ...linux,
    proof: 'run',
    tensorflow: '2.21.0',
    wheel: {
      requirement: 'tensorflow-cpu==2.21.0',
      tags: pipTags('manylinux_2_27_x86_64'),
      sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
      bytes: 273_829_956,
    },
  },
  'linux-arm64': {
    ...linux,
    proof: 'linked',
    tensorflow: '2.21.0',
    wheel: {
      requirement: 'tensorflow==2.21.0',
      tags: pipTags('manylinux_2_27_aarch64'),
      sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
      bytes: 281_828_020,
    },
  },
  'darwin-arm64': {
    ...darwin,
    proof: 'linked',
    tensorflow: '2.21.0',
    wheel: {
      requirement: 'tensorflow==2.21.0',
      tags: pipTags('macosx_12_0_arm64'),
      sha256: '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
      bytes: 223_405_849,
    },
  },
  // TensorFlow 2.16 is the last that is published for Macs with Intel processors.
  'darwin-x64': {
    ...darwin,
    proof: 'linked',
    tensorflow: '2.16.2',
    wheel: {
      requirement: 'tensorflow==2.16.2',
      tags: pipTags('macosx_10_15_x86_64'),
      sha256: 'ec06570d57bfa0e2be804405e3cdc2960e94887e7619ffb6bc053e9775b695aa',
      bytes: 259_588_062,
    },
  },
};

/**
 * @param {string} [platform]
 * @param {string} [arch]
 * @param {boolean} [musl] whether the C library is musl (Alpine), for which no TensorFlow is published
 * @returns {PlatformChoice} or why only tfjs-node's own installer is left
 */
export function choosePlatform(platform = process.platform, arch = process.arch, musl = isMusl()) {
  const key = `${platform}-${arch}`;
  if (musl) {
    return { why: 'TensorFlow is published for glibc only, and this system has another C library (musl).' };
  }
  if (platform === 'win32') {
    // Its wheel (tensorflow-cpu 2.21.0, win_amd64, 351 MB) has one DLL of 1.06 GB for Python and an import library for
    // Microsoft's compiler; nobody has tried to link the binding to it. The installer's files need no compiler.
    return { why: "On Windows tfjs-node's own installer is used: its files need no compiler." };
  }
  const found = PLATFORMS[key];
  return found ? { platform: found } : { why: `There is no TensorFlow wheel for ${key}.` };
}

/** The members of a wheel that are needed. @param {Platform} platform */
export function unpackRules(platform) {
  const include = 'tensorflow/include/';
  return [
    ...platform.libraries.map((name) => ({ glob: `tensorflow/${name}`, strip: 'tensorflow/' })),
    { glob: `${include}tensorflow/c/*.h`, strip: 'tensorflow/' },
    { glob: `${include}tensorflow/core/platform/ctstring*.h`, strip: 'tensorflow/' },
    { glob: `${include}tsl/platform/ctstring*.h`, strip: 'tensorflow/' },
    { glob: `${include}*tsl/c/*.h`, strip: 'tensorflow/' },
    { glob: `${include}LICENSE`, strip: `${include}` },
    { glob: 'tensorflow/THIRD_PARTY_NOTICES.txt', strip: 'tensorflow/' },
  ];
}

function isMusl() {
  if (process.platform !== 'linux') return false;
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header.glibcVersionRuntime === undefined;
}
