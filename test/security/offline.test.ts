import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cliEntry } from '../cli/runCli';
import { projectRoot } from '../support/paths';

/** Modules that can open a connection; types of theirs cost nothing. */
const NETWORK =
  /^import (?!type).*'(?:node:)?(https?|http2|net|tls|dns|dgram)'|\bfetch\(|\bWebSocket\b|\bEventSource\b/m;

describe('the network', function () {
  this.timeout(180_000);

  it('is used by the downloads alone, as far as the source goes', () => {
    const folder = path.join(projectRoot, 'src');
    const using = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .filter((name) => NETWORK.test(readFileSync(path.join(folder, name), 'utf8')))
      .map((name) => name.split(path.sep).join('/'));
    assert.deepEqual(using, ['model/download/openResponse.ts']);
  });

  it('cannot be reached from the processes that read models and pictures and compute', () => {
    for (const name of ['worker', 'pictures', 'reader', 'exporter', 'dataset', 'uninstall']) {
      const text = readFileSync(path.join(projectRoot, 'dist', `${name}.js`), 'utf8');
      assert.doesNotMatch(text, /require\("(?:node:)?(?:https?|http2|net|tls|dns|dgram)"\)/, name);
    }
  });

  for (const [what, args] of Object.entries({
    'classifies folders': ['classify', 'media/samples', '--model', 'kitchenware', '--json'],
    'looks inside': ['explain', 'media/samples/cat.jpg', '--model', 'kitchenware', '--out', '{}/heat.png'],
    'inspects weights': ['weights', 'inspect', 'kitchenware'],
    'lists models': ['models'],
  })) {
    it(`is not even tried when the command line ${what}`, function () {
      if (spawnSync('strace', ['-V']).status !== 0) this.skip();
      const folder = mkdtempSync(path.join(tmpdir(), 'xception-offline-'));
      try {
        const trace = path.join(folder, 'trace');
        const command = [process.execPath, cliEntry, ...args.map((arg) => arg.replace('{}', folder))];
        const calls = ['socket', 'connect', 'sendto', 'execve'];
        const run = spawnSync(
          'strace',
          ['-f', '-qq', '-e', `trace=${calls.join()}`, '-o', trace, ...command],
          {
            cwd: projectRoot,
            encoding: 'utf8',
          },
        );
        assert.equal(run.status, 0, run.stderr);
        const lines = readFileSync(trace, 'utf8').split('\n');
        assert.ok(
          lines.some((line) => line.includes('execve(')),
          'the trace holds what was asked for',
        );
        assert.deepEqual(
          lines.filter((line) => /AF_INET6?|AF_NETLINK/.test(line)),
          [],
        );
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }

  it('is not used for telemetry: nothing collects any', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    const collectors = /telemetry|analytics|sentry|appinsights|1ds|posthog|mixpanel|segment/i;
    assert.deepEqual(
      Object.keys(dependencies).filter((name) => collectors.test(name)),
      [],
    );
    for (const name of ['extension', 'cli']) {
      const text = readFileSync(path.join(projectRoot, 'dist', `${name}.js`), 'utf8');
      assert.doesNotMatch(text, /createTelemetryLogger|TelemetryReporter/, name);
    }
  });
});
