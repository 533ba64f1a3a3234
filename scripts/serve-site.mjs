/** Serves the built site over loopback, as `docusaurus serve` does (the same handler), at once and in this process. */
import { createServer } from 'node:http';
import handle from 'serve-handler';

/**
 * Listens on `port` of localhost; 0 asks the system for one. Rejects with EADDRINUSE when it is taken.
 * `url` ends with a slash; `close` ends open connections too.
 */
export function serveSite(folder, port) {
  const options = { public: folder, cleanUrls: true, trailingSlash: true, directoryListing: false };
  const server = createServer((request, response) => handle(request, response, options));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: 'localhost' }, () => {
      const close = () => {
        server.closeAllConnections();
        return new Promise((closed) => server.close(closed));
      };
      resolve({ url: `http://localhost:${server.address().port}/`, close });
    });
  });
}
