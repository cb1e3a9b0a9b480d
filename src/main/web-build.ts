import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#platform/root.ts'
import { Trouble } from '#platform/trouble.ts'

const built = join(ROOT, 'dist/web')
const STAMP = '.built-from'

/** Everything that the web is made of. A change to anything else never costs a build. */
const SOURCES = [
  'src/web/**/*',
  'src/kernel/**/*.ts',
  'src/modules/*/contract.ts',
  'src/modules/*/contract/**/*.ts',
  'src/platform/*/contract.ts',
  'vite.config.ts',
  'tsconfig*.json',
  'package-lock.json',
]

/** Builds the web with Vite unless what is in dist/web was built from these very sources. */
export async function ensureWebIsBuilt(say: (line: string) => void) {
  if (!existsSync(join(ROOT, 'vite.config.ts'))) return
  const sources = hashOfSources()
  if (isBuiltFrom(sources)) return
  say('Building the web (first start, or its sources changed).')
  // Beside the old one, so that two who build at once do not tear down each other's half.
  const fresh = join(ROOT, `dist/web-${process.pid}`)
  try {
    await viteBuild(fresh)
    writeFileSync(join(fresh, STAMP), sources)
    if (!isBuiltFrom(sources)) takeThePlaceOf(built, fresh)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

function isBuiltFrom(sources: string): boolean {
  const stamp = join(built, STAMP)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sources
}

function takeThePlaceOf(old: string, fresh: string): void {
  const aside = `${fresh}-old`
  if (existsSync(old)) renameSync(old, aside)
  renameSync(fresh, old)
  rmSync(aside, { recursive: true, force: true })
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  const files = globSync(SOURCES, { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
  for (const file of files)
    hash
      .update(`${file.slice(ROOT.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
  return hash.digest('hex')
}

/** In a process of its own: the memory that a build takes is not kept by the Kasi that runs for months. */
function viteBuild(outDir: string): Promise<void> {
  return new Promise((done, fail) => {
    let said = ''
    const child = spawn(
      process.execPath,
      [
        join(ROOT, 'node_modules/vite/bin/vite.js'),
        'build',
        '--outDir',
        outDir,
        '--emptyOutDir',
        '--logLevel',
        'warn',
      ],
      {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'pipe'],
        // A test run says NODE_ENV=test, which would build React for development.
        env: { ...process.env, NODE_ENV: 'production' },
      },
    )
    child.stdout.on('data', (chunk) => (said += String(chunk)))
    child.stderr.on('data', (chunk) => (said += String(chunk)))
    child.on('error', fail)
    child.on('close', (code) => {
      if (code === 0) return done()
      fail(
        new Trouble(
          `The web could not be built:\n${said.trim()}`,
          'Correct what Vite complains about and start again.',
        ),
      )
    })
  })
}
