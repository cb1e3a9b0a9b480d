import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readTree, sourcesOf, type Tree } from './source.ts'

/**
 * `npm run lint`: the linter over what is other than when it last passed, and over all that imports it, however far:
 * what the rules say of types hangs on nothing else. Everything, on a clean clone, with other packages or other rules.
 * That takes half a minute of two cores, and mostly nothing has changed.
 */
export type Passed = { rules: string; files: Readonly<Record<string, string>> }

const ROOT = resolve(import.meta.dirname, '..')
const PASSED = join(ROOT, 'dist/lint.json')
const LINTED = /^(?:src|tools|journeys|bench|bin)\/.*\.(?:ts|tsx|mjs)$/
/** What changes the meaning of every file. The lockfile says which linter and which packages' types. */
const RULES = ['package-lock.json', '.oxlintrc.json', 'tsconfig.json', 'tsconfig.web.json']

/** The scripts of `tree` that must be looked at when those of `before` passed. */
export function toLint(tree: Tree, before: Passed | undefined, rules: string): string[] {
  const sources = sourcesOf(tree)
  const scripts = sources.map(({ path }) => path).filter((path) => LINTED.test(path))
  if (before?.rules !== rules) return scripts
  const importers = new Map<string, string[]>()
  for (const { path, imports } of sources)
    for (const { target } of imports)
      if (target) importers.set(target, [...(importers.get(target) ?? []), path])
  const gone = Object.keys(before.files).filter((path) => !tree.has(path))
  const left = [...tree.keys()].filter((path) => before.files[path] !== hash(tree.get(path)))
  // What is declared for everybody is imported by nobody.
  if ([...left, ...gone].some((path) => path.endsWith('.d.ts'))) return scripts
  left.push(...gone)
  const reached = new Set<string>()
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    left.push(...(importers.get(path) ?? []))
  }
  return scripts.filter((path) => reached.has(path))
}

export function passed(tree: Tree, rules: string): Passed {
  return { rules, files: Object.fromEntries([...tree].map(([path, text]) => [path, hash(text)])) }
}

function hash(text = ''): string {
  return createHash('sha256').update(text).digest('base64url')
}

function lint(): number {
  const tree = readTree(ROOT)
  const rules = hash(RULES.map((name) => readFileSync(join(ROOT, name), 'utf8')).join('\0'))
  const paths = toLint(tree, lastPassed(), rules)
  const all = [...tree.keys()].filter((path) => LINTED.test(path)).length
  const { status } =
    paths.length === 0
      ? { status: 0 }
      : spawnSync(join(ROOT, 'node_modules/.bin/oxlint'), paths, { cwd: ROOT, stdio: 'inherit' })
  if (status !== 0) return status ?? 1
  mkdirSync(dirname(PASSED), { recursive: true })
  writeFileSync(`${PASSED}.${process.pid}`, JSON.stringify(passed(tree, rules)))
  renameSync(`${PASSED}.${process.pid}`, PASSED)
  console.log(`looked at ${paths.length} of ${all} files; the others passed as they are`)
  return 0
}

function lastPassed(): Passed | undefined {
  try {
    return JSON.parse(readFileSync(PASSED, 'utf8')) as Passed
  } catch {
    return undefined // It has not passed here yet, or what it wrote is cut off: then everything is looked at.
  }
}

if (import.meta.main) process.exitCode = lint()
