// npm runs this after every installation (postinstall), and npm start and npm test before they go
// on. It mends the database driver as npm brings it; see docs/decisions on the driver.
//
// postgres 3.4.9 does not survive the loss of a connection inside of a transaction: it writes to a
// socket that is gone and ends the whole process (its issues 1066, 1154, 1208), it leaves the
// connection unusable, and a transaction whose connection was lost can go on inside of another one
// (1216). The changes follow its open pull requests 1209 and 1215. And a COPY to a slow reader could
// leave the connection waiting for ever. A test of each case stands in
// apps/server/src/platform/database.test.ts and fails without them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DRIVER = 'node_modules/postgres';
const VERSION = '3.4.9';

/** @type {Record<string, readonly (readonly [before: string, after: string])[]>} */
const CHANGES = {
  'src/connection.js': [
    [
      `  function nextWrite(fn) {
`,
      `  function nextWrite(fn) {
    if (socket === null) {
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
      return false
    }
`,
    ],
    [
      `    socket.removeAllListeners()
    socket = null

    if (initial)
      return reconnect()

    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
`,
      `    socket.removeAllListeners()
    socket = null
    chunk = nextWriteTimer = null

    if (initial)
      return reconnect()

    const closedError = Errors.connection('CONNECTION_CLOSED', options, socket)
    ;(stream || query || sent.length) && error(closedError)
    query = results = errorResponse = null
    result = new Result()
`,
    ],
    // A reader that fell behind had the socket paused; nobody reads on after the end to resume it.
    [
      `  function CopyDone() {
    stream && stream.push(null)
`,
      `  function CopyDone() {
    socket.resume()
    stream && stream.push(null)
`,
    ],
  ],
  'src/index.js': [
    // reserve()
    [
      `    move(c, reserved)
    c.reserved = () => queue.length
      ? c.execute(queue.shift())
      : move(c, reserved)
    c.reserved.release = true

    const sql = Sql(handler)
    sql.release = () => {
      c.reserved = null
      onopen(c)
    }

    return sql

    function handler(q) {
      c.queue === full
`,
      `    let lost = null
    c.onclose = error => {
      lost = error
      while (queue.length)
        queue.shift().reject(error)
    }
    move(c, reserved)
    c.reserved = () => queue.length
      ? c.execute(queue.shift())
      : move(c, reserved)
    c.reserved.release = true

    const sql = Sql(handler)
    sql.release = () => {
      if (lost)
        return
      c.onclose = null
      c.reserved = null
      onopen(c)
    }

    return sql

    function handler(q) {
      if (lost)
        return q.reject(lost)
      c.queue === full
`,
    ],
    // begin()
    [
      `    let savepoints = 0
      , connection
      , prepare = null
`,
      `    let savepoints = 0
      , connection
      , prepare = null
      , lost = null
`,
    ],
    [
      `        new Promise((_, reject) => connection.onclose = reject)
`,
      `        new Promise((_, reject) => connection.onclose = error => {
          lost = error
          while (queries.length)
            queries.shift().reject(error)
          reject(error)
        })
`,
    ],
    [
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full
`,
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
          return q.reject(lost)
        c.queue === full
`,
    ],
  ],
};

/**
 * Changes the installed driver, once. Fails when it is not the one that the changes are for.
 * @param {string} project
 */
export function patchPackages(project) {
  const folder = join(project, DRIVER);
  // Not there yet: npm also runs this while it only writes the lockfile.
  if (!existsSync(folder)) return;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (version !== VERSION) {
    throw new Error(`tools/patch-packages.mjs is for postgres ${VERSION}, not ${version}.`);
  }
  for (const [file, changes] of Object.entries(CHANGES)) {
    const path = join(folder, file);
    const found = readFileSync(path, 'utf8');
    const changed = changes.reduce(
      (text, [before, after]) => change(file, text, before, after),
      found,
    );
    if (changed !== found) writeFileSync(path, changed);
  }
}

/**
 * @param {string} file
 * @param {string} text
 * @param {string} before
 * @param {string} after
 */
function change(file, text, before, after) {
  if (text.includes(after)) return text;
  const parts = text.split(before);
  if (parts.length !== 2)
    throw new Error(`postgres/${file} is not as tools/patch-packages.mjs knows it.`);
  return parts.join(after);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  patchPackages(dirname(dirname(fileURLToPath(import.meta.url))));
}
