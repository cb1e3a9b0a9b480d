import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What the browser downloads before the sign-in page can be used: the start page, its styles, and every script that
 * follows without a click, as they are sent (Brotli). Fonts are counted apart: text is readable before they come.
 */
const ASSETS = join(import.meta.dirname, '../dist/web/assets')
const IMPORT = /(?:from|import)\s*"\.\/([^"]+\.js)"/g

/** The script whose name starts so and that says `words`: the names of texts are the same in both languages. */
function fileFor(name: string, words = ''): string {
  const found = readdirSync(ASSETS).find(
    (file) =>
      file.startsWith(name) &&
      file.endsWith('.js') &&
      readFileSync(join(ASSETS, file), 'utf8').includes(words),
  )
  if (!found) throw new Error(`dist/web has no ${name}: build the web first`)
  return found
}

/** The file and all that it imports statically. */
function closure(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, next = ''] of readFileSync(join(ASSETS, file), 'utf8').matchAll(IMPORT))
    closure(next, seen)
  return seen
}

/** A page's own script and styles, as its HTML names them. */
function namedIn(page: string): { entry: string; styles: string[] } {
  const html = readFileSync(join(ASSETS, '..', page), 'utf8')
  return {
    entry: /src="\/assets\/([^"]+\.js)"/.exec(html)?.[1] ?? '',
    styles: [...html.matchAll(/href="\/assets\/([^"]+\.css)"/g)].map(([, file = '']) => file),
  }
}

type Size = { total: number; files: [string, number][] }

function sizeOf(scripts: ReadonlySet<string>, styles: readonly string[]): Size {
  const files = [...scripts, ...styles]
    .map((file): [string, number] => [file, statSync(join(ASSETS, `${file}.br`)).size])
    .toSorted((a, b) => b[1] - a[1])
  return { total: files.reduce((sum, [, size]) => sum + size, 0), files }
}

/** Bytes of the first load of the sign-in page in English. */
export function signInSize(): Size {
  const { entry, styles } = namedIn('index.html')
  const scripts = closure(entry)
  closure(fileFor('SignInPage-'), scripts)
  closure(fileFor('start-', 'Something broke on our side'), scripts)
  return sizeOf(scripts, styles)
}

/** Bytes until a subscriber sees their services in the portal, in English. */
export function portalSize(): Size {
  const { entry, styles } = namedIn('portal/index.html')
  const scripts = closure(entry)
  closure(fileFor('Home-'), scripts)
  return sizeOf(scripts, styles)
}

if (import.meta.main) {
  const sizes = { 'sign-in of staff': signInSize(), portal: portalSize() }
  for (const [page, { total, files }] of Object.entries(sizes)) {
    console.log(page)
    for (const [file, size] of files)
      console.log(`${(size / 1000).toFixed(1).padStart(7)} kB  ${file}`)
    console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  in all`)
  }
}
