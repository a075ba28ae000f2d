import { createHash } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What a server does with one request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server on the loopback interface that gives a file, or whatever a test makes it do instead. */
export class FileServer {
  /** The answers to the next requests, in their order; after them, the file as a good server gives it. */
  readonly script: Answer[] = [];
  /** What was asked for: path and range. */
  readonly requests: { readonly url: string; readonly range: string | undefined }[] = [];
  etag = '"first"';
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: http.Server,
    public content: Buffer,
  ) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  static async start(content: Buffer): Promise<FileServer> {
    const server = http.createServer((request, response) => {
      running.requests.push({ url: request.url ?? '', range: request.headers.range });
      (running.script.shift() ?? running.file)(request, response);
    });
    const running = new FileServer(server, content);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return running;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get md5(): string {
    return createHash('md5').update(this.content).digest('hex');
  }

  /** The file, or the range of it that is asked for while it has not changed (RFC 9110, 13.1.5). */
  readonly file: Answer = (request, response) => {
    const { range, 'if-range': validator } = request.headers;
    const start = validator === this.etag ? Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0) : 0;
    const { length } = this.content;
    response.writeHead(start > 0 ? 206 : 200, {
      etag: this.etag,
      'content-length': length - start,
      ...(start > 0 && { 'content-range': `bytes ${start}-${length - 1}/${length}` }),
    });
    response.end(this.content.subarray(start));
  };

  /** Only so many bytes of the file; then what `after` does. */
  part(bytes: number, after: (response: ServerResponse) => void): Answer {
    return (_request, response) => {
      response.writeHead(200, { etag: this.etag, 'content-length': this.content.length });
      response.write(this.content.subarray(0, bytes), () => {
        after(response);
      });
    };
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** An answer of a status and nothing else. */
export function status(code: number, headers: http.OutgoingHttpHeaders = {}): Answer {
  return (_request, response) => {
    response.writeHead(code, headers).end();
  };
}

/** Breaks the connection off. */
export function drop(response: ServerResponse): void {
  response.destroy();
}

/** Says nothing more and keeps the connection. */
export function stall(): void {
  // Nothing: that is what it does.
}
