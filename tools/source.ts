import { readdirSync, readFileSync, statSync } from 'node:fs'
import { posix, relative, resolve, sep } from 'node:path'
import { parseSync, visitorKeys, type Comment, type Node, type ParseResult } from 'oxc-parser'

/**
 * The source as the checks see it: paths from the root with forward slashes, and text. Checks take
 * a tree and never touch the disk, so their tests can hand them a tree of three lines.
 */
export type Tree = ReadonlyMap<string, string>

/** One thing to mend. `line` counts from 1; the message says what is wrong and what to do. */
export type Finding = { rule: string; path: string; line: number; message: string }

const ROOTS = ['src', 'tools', 'journeys', 'bench', 'bin', 'docs', 'ops']
const SKIPPED = new Set(['node_modules', 'dist', 'coverage', '.kasi'])
const READ = /\.(ts|tsx|mjs|md|sql|json|css|html|txt)$/

/**
 * Reads everything that the checks look at; a couple of megabytes, so it is kept in memory. Pictures
 * and other files that nobody reads are there with an empty text, so that links to them can be checked.
 */
export function readTree(root: string): Tree {
  const tree = new Map<string, string>()
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (SKIPPED.has(entry.name)) continue
      const path = resolve(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else {
        const text = READ.test(entry.name) ? readFileSync(path, 'utf8') : ''
        tree.set(relative(root, path).split(sep).join('/'), text)
      }
    }
  }
  for (const name of ROOTS) {
    if (statSync(resolve(root, name), { throwIfNoEntry: false })) walk(resolve(root, name))
  }
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (!entry.isFile()) continue
    const read = READ.test(entry.name) && entry.name !== 'package-lock.json'
    tree.set(entry.name, read ? readFileSync(resolve(root, entry.name), 'utf8') : '')
  }
  return tree
}

export type Import = {
  /** As written: `#kernel/id.ts`, `./store.ts`, `zod`. */
  specifier: string
  /** Path from the root when it is a file of ours, else null. */
  target: string | null
  /** Erased before the program runs: `import type`, `export type … from`, `import('x').T`. */
  typeOnly: boolean
  line: number
}

export type Source = {
  path: string
  text: string
  readonly program: Node
  comments: Comment[]
  imports: Import[]
  /** The line, from 1, of a character offset. */
  lineAt(offset: number): number
}

const SCRIPT = /\.(ts|tsx|mjs)$/
const parsed = new Map<string, { text: string; source: Source }>()

/** Every script of the tree, parsed once per text. A file that does not parse is a fault of the tree. */
export function sourcesOf(tree: Tree): Source[] {
  const sources: Source[] = []
  for (const [path, text] of tree) {
    if (!SCRIPT.test(path)) continue
    const known = parsed.get(path)
    if (known?.text === text) {
      sources.push(known.source)
      continue
    }
    const source = parse(path, text)
    parsed.set(path, { text, source })
    sources.push(source)
  }
  return sources
}

function parse(path: string, text: string): Source {
  const result = parseSync(path, text, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' })
  const error = result.errors[0]
  if (error) throw new Error(`${path} does not parse: ${error.message}`)
  const lineStarts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lineStarts.push(at + 1)
  }
  const lineAt = (offset: number) => lineStarts.findLastIndex((start) => start <= offset) + 1
  let program: Node | undefined
  return {
    path,
    text,
    comments: result.comments,
    imports: importsOf(path, text, result, lineAt),
    lineAt,
    // Turning the tree into objects costs ten times what parsing does, and most checks pass most files by.
    get program() {
      program ??= result.program
      return program
    },
  }
}

function importsOf(
  path: string,
  text: string,
  { module }: ParseResult,
  lineAt: Source['lineAt'],
): Import[] {
  const imports: Import[] = []
  const add = (specifier: string, typeOnly: boolean, start: number) =>
    imports.push({ specifier, target: targetOf(path, specifier), typeOnly, line: lineAt(start) })

  for (const { moduleRequest, entries, start } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((one) => one.isType), start)
  }
  for (const { entries, start } of module.staticExports) {
    const from = entries.find((one) => one.moduleRequest !== null)?.moduleRequest
    if (from)
      add(
        from.value,
        entries.every((one) => one.isType),
        start,
      )
  }
  // `import('x')` as a value and as a type, wherever its name is written out.
  const dynamic = new Set(module.dynamicImports.map((one) => one.moduleRequest.start))
  for (const match of text.matchAll(/\bimport\(\s*(['"])([^'"]+)\1/g)) {
    const start = match.index + match[0].lastIndexOf(match[1]!, match[0].length - 2) // group 1 is the quote
    add(match[2]!, !dynamic.has(start), match.index) // both groups always take part
  }
  return imports
}

/** Where an import points: `#` is `src/`, dots are relative, anything else is a package. */
function targetOf(from: string, specifier: string): string | null {
  const bare = specifier.replace(/\?.*$/, '')
  if (bare.startsWith('#')) return posix.join('src', bare.slice(1))
  if (bare.startsWith('.')) return posix.join(posix.dirname(from), bare)
  return null
}

/** Visits every node, parents before children; `ancestors` runs from the root to the parent. */
export function walk(
  node: Node,
  visit: (node: Node, ancestors: readonly Node[]) => void,
  ancestors: Node[] = [],
): void {
  visit(node, ancestors)
  ancestors.push(node)
  for (const key of visitorKeys[node.type] ?? []) {
    const child: unknown = Reflect.get(node, key)
    if (Array.isArray(child)) {
      for (const one of child) if (isNode(one)) walk(one, visit, ancestors)
    } else if (isNode(child)) walk(child, visit, ancestors)
  }
  ancestors.pop()
}

/** Whether an identifier stands for a value, and is not the name of a property or of a key. */
export function isReference(node: Node, parent: Node | undefined): boolean {
  if (node.type !== 'Identifier' || !parent) return false
  if (parent.type === 'MemberExpression') return parent.object === node || parent.computed
  if (parent.type === 'Property') return parent.value === node || parent.computed
  return true
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

/** Tests, builders for tests and test benches: code that never runs in production. */
export function isTest(path: string): boolean {
  return /\.(test|sim)\.tsx?$|(^|\/)testing(\.ts$|\/)|(^|\/)fixtures\/|^journeys\//.test(path)
}

/** The room that a path lies in, with the path inside it, or null outside `src/modules/`. */
export function roomOf(path: string): { room: string; inside: string } | null {
  const match = /^src\/modules\/([^/]+)\/(.+)$/.exec(path)
  return match ? { room: match[1]!, inside: match[2]! } : null // both groups took part in the match
}

/** The list in `src/modules.ts`, read as text so that no check has to run the product. */
export function roomOrder(tree: Tree): string[] {
  const list = /ORDER\s*=\s*\[([^\]]*)\]/.exec(tree.get('src/modules.ts') ?? '')?.[1] ?? ''
  return [...list.matchAll(/'([^']+)'/g)].map((match) => match[1]!) // the group always takes part
}

/** Prints findings grouped by rule and answers the process's exit code. */
export function report(what: string, findings: readonly Finding[], elapsed_ms: number): number {
  const byRule = Map.groupBy(findings, (finding) => finding.rule)
  for (const [rule, members] of byRule) {
    console.log(`\n${rule} (${members.length})`)
    for (const { path, line, message } of members) console.log(`  ${path}:${line}  ${message}`)
  }
  const count = findings.length
  const verdict = count === 0 ? 'nothing to mend' : `${count} to mend`
  console.log(`${count ? '\n' : ''}${what}: ${verdict} (${Math.round(elapsed_ms)} ms)`)
  return count === 0 ? 0 : 1
}
