import type { Node } from 'oxc-parser'
import { isReference, isTest, walk, type Source } from '../source.ts'

/** What a piece of code sets off, by following calls from file to file. Names are those of events and jobs. */
export type Effects = {
  /** Commands on the way: `organization.open-site`. */
  commands: string[]
  emits: string[]
  leaves: string[]
}

/**
 * Reads routes, reactions and jobs without running them. A function's effects are those of its own
 * text and of every function that it calls by an imported name, as far as the rooms reach.
 */
export function readEffects(sources: readonly Source[]) {
  const files = new Map(sources.map((source) => [source.path, describeFile(source)]))

  /** Where a name leads: through imports and through re-exports of a door, to the file that declares it. */
  function declarationOf(
    path: string,
    name: string,
    depth = 0,
  ): { path: string; name: string } | null {
    const file = files.get(path)
    if (!file || depth > 5) return null
    if (file.declared.has(name)) return { path, name }
    const from = file.imported.get(name) ?? file.reExported.get(name)
    if (from) return declarationOf(from.path, from.name, depth + 1)
    for (const star of file.stars) {
      const found = declarationOf(star, name, depth + 1)
      if (found) return found
    }
    return null
  }

  /** What an expression names: `openSite`, or `contract.openSite` where contract is a namespace. */
  function leadsTo(path: string, node: Node): { path: string; name: string } | null {
    if (node.type === 'Identifier') return declarationOf(path, node.name)
    if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return null
    const space = files.get(path)?.namespaces.get(node.object.name)
    if (!space || node.computed || node.property.type !== 'Identifier') return null
    return declarationOf(space, node.property.name)
  }

  function nameOf(path: string, node: Node): string | null {
    const at = leadsTo(path, node)
    return at ? (files.get(at.path)?.named.get(at.name) ?? null) : null
  }

  function follow(path: string, node: Node, into: Effects, seen: Set<string>): void {
    const file = files.get(path)
    if (!file) return
    walk(node, (child, ancestors) => {
      if (child.type === 'CallExpression') {
        const kind = announcement(child)
        const what = child.arguments[0]
        const name = kind && what ? nameOf(path, what) : null
        if (kind && name) addOnce(into[kind], name)
      }
      const isUse = child.type === 'MemberExpression' || isReference(child, ancestors.at(-1))
      const at = isUse ? leadsTo(path, child) : null
      if (!at || !at.path.startsWith('src/modules/')) return
      const key = `${at.path}#${at.name}`
      if (seen.has(key)) return
      seen.add(key)
      const command = /^src\/modules\/([^/]+)\/commands\/([^/]+)\.ts$/.exec(at.path)
      if (command) addOnce(into.commands, `${command[1] ?? ''}.${command[2] ?? ''}`)
      const body = files.get(at.path)?.declared.get(at.name)
      if (body) follow(at.path, body, into, seen)
    })
  }

  function effectsOf(path: string, node: Node): Effects {
    const effects: Effects = { commands: [], emits: [], leaves: [] }
    follow(path, node, effects, new Set())
    return effects
  }

  return {
    /** Effects by endpoint name, from every `serve(endpoint, handler)`. */
    routes: () => collect(/^serve[A-Z]?\w*$/, 0, 1),
    /** Effects by reaction name, from every `on(event, name, react)` and `atOnce(…)`. */
    reactions: () => collect(/^(?:on|atOnce)$/, 1, 2),
    /** Effects by job name, from every `work(job, run)`. */
    jobs: () => collect(/^work$/, 0, 1),
  }

  function collect(callee: RegExp, nameAt: number, workAt: number): Map<string, Effects> {
    const found = new Map<string, Effects>()
    for (const source of sources) {
      if (isTest(source.path) || !source.path.startsWith('src/modules/')) continue
      walk(source.program, (node) => {
        if (node.type !== 'CallExpression') return
        if (node.callee.type !== 'Identifier' || !callee.test(node.callee.name)) return
        const [what, work] = [node.arguments[nameAt], node.arguments[workAt]]
        if (!what || !work) return
        const name = literal(what) ?? nameOf(source.path, what)
        if (name) found.set(name, effectsOf(source.path, work))
      })
    }
    return found
  }
}

type File = {
  /** Top-level functions and constants with their text. */
  declared: Map<string, Node>
  /** Names of what `endpoint({ name })`, `defineEvent('name')` and `defineJob('name')` made, by constant. */
  named: Map<string, string>
  imported: Map<string, { path: string; name: string }>
  reExported: Map<string, { path: string; name: string }>
  namespaces: Map<string, string>
  stars: string[]
}

function describeFile(source: Source): File {
  const file: File = {
    declared: new Map(),
    named: new Map(),
    imported: new Map(),
    reExported: new Map(),
    namespaces: new Map(),
    stars: [],
  }
  const targets = new Map(source.imports.map((one) => [one.specifier, one.target]))
  if (source.program.type !== 'Program') return file
  for (const node of source.program.body) {
    if (node.type === 'ImportDeclaration') {
      const path = targets.get(node.source.value)
      for (const one of path ? node.specifiers : []) {
        if (one.type === 'ImportNamespaceSpecifier') {
          file.namespaces.set(one.local.name, path ?? '')
        }
        if (one.type !== 'ImportSpecifier' || one.imported.type === 'Literal') continue
        file.imported.set(one.local.name, { path: path ?? '', name: one.imported.name })
      }
    } else if (node.type === 'ExportAllDeclaration') {
      const path = targets.get(node.source.value)
      if (path) file.stars.push(path)
    } else if (node.type === 'ExportNamedDeclaration' && node.source) {
      const path = targets.get(node.source.value) ?? ''
      for (const one of node.specifiers) {
        if (one.local.type === 'Literal' || one.exported.type === 'Literal') continue
        file.reExported.set(one.exported.name, { path, name: one.local.name })
      }
    } else {
      const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node
      if (declaration) declare(declaration, file)
    }
  }
  return file
}

function declare(node: Node, file: File): void {
  if (node.type === 'FunctionDeclaration' && node.id) file.declared.set(node.id.name, node)
  if (node.type !== 'VariableDeclaration') return
  for (const one of node.declarations) {
    if (one.id.type !== 'Identifier' || !one.init) continue
    file.declared.set(one.id.name, one.init)
    const name = givenName(one.init)
    if (name) file.named.set(one.id.name, name)
  }
}

/** `endpoint({ name: 'a.b' })` and `defineEvent('a.b', …)` both name what they make. */
function givenName(node: Node): string | null {
  if (node.type !== 'CallExpression') return null
  const first = node.arguments[0]
  if (!first) return null
  if (first.type !== 'ObjectExpression') return literal(first)
  for (const one of first.properties) {
    if (one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === 'name') {
      return literal(one.value)
    }
  }
  return null
}

function addOnce(list: string[], one: string): void {
  if (!list.includes(one)) list.push(one)
}

function literal(node: Node): string | null {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : null
}

function announcement(node: Extract<Node, { type: 'CallExpression' }>): 'emits' | 'leaves' | null {
  if (node.callee.type !== 'MemberExpression') return null
  const { property } = node.callee
  if (property.type !== 'Identifier') return null
  return property.name === 'emit' ? 'emits' : property.name === 'later' ? 'leaves' : null
}
