import type { Node, Program } from 'oxc-parser'
import { isTest, roomOf, walk, type Finding, type Source } from '../source.ts'

/** Files that a tool insists on reading a default export from. */
const DEFAULT_EXPORTS = /(^|\/)(vite|vitest)\.config\.ts$/
const CONTRACT = /^src\/(modules|platform)\/[^/]+\/contract(\.ts$|\/)/
const DEBT = /\b(FIXME|XXX|HACK)\b/
const NOTE = /\bTODO\b/
const ISSUE = /@TODO\(#?\d+\)/
const SILENCED = /(oxlint|eslint)-disable|@ts-(expect-error|ignore|nocheck)/

export function codeFindings(source: Source): Finding[] {
  const { path } = source
  const findings: Finding[] = []
  const add = (rule: string, offset: number, message: string) =>
    findings.push({ rule, path, line: source.lineAt(offset), message })

  for (const comment of source.comments) {
    if (DEBT.test(comment.value)) add('debt', comment.start, 'mend it now, or write @TODO(issue)')
    else if (NOTE.test(comment.value) && !ISSUE.test(comment.value)) {
      add('debt', comment.start, 'a thing to do has an issue: @TODO(12)')
    }
    if (SILENCED.test(comment.value) && !/--|:/.test(comment.value)) {
      add('silenced', comment.start, 'say why the check is wrong here: -- because …')
    }
  }
  walk(source.program, (node) => {
    if (node.type === 'ExportDefaultDeclaration' && !DEFAULT_EXPORTS.test(path)) {
      add('default-export', node.start, 'export by name, so that it has one name everywhere')
    }
    if (node.type === 'TSNonNullExpression' && !isTest(path) && !hasReason(source, node)) {
      add(
        'bang',
        node.start,
        'a `!` carries the reason why it cannot be null, on its line or above',
      )
    }
    if (node.type === 'CallExpression') testCall(node, path, add)
  })
  if (roomOf(path)?.inside.startsWith('commands/') && !isTest(path)) commandFile(source, add)
  if (CONTRACT.test(path)) contractFile(source, add)
  return findings
}

type Add = (rule: string, offset: number, message: string) => void

function hasReason(source: Source, node: Node): boolean {
  const first = source.lineAt(node.start)
  const last = source.lineAt(node.end)
  return source.comments.some((comment) => {
    const line = source.lineAt(comment.end - 1)
    return line >= first - 1 && line <= last
  })
}

const NOT_RUN = new Set(['skip', 'only', 'todo', 'skipIf', 'runIf', 'fails'])
const SUITES = new Set(['test', 'it', 'describe', 'suite', 'bench'])

/** A test that does not run, and a mock of our own code, both say green about nothing. */
function testCall(node: Extract<Node, { type: 'CallExpression' }>, path: string, add: Add): void {
  if (!/\.test\.tsx?$|^journeys\//.test(path)) return
  const { callee } = node
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
  const root = rootName(callee)
  if (SUITES.has(root) && NOT_RUN.has(callee.property.name)) {
    add('skipped', node.start, `${root}.${callee.property.name}: every test runs, always`)
  }
  const first = node.arguments[0]
  const mocks = root === 'vi' && ['mock', 'doMock'].includes(callee.property.name)
  if (mocks && first?.type === 'Literal' && /^[#.]/.test(String(first.value))) {
    add('mocks', node.start, 'we never mock our own code; use the real thing or a simulator')
  }
}

function rootName(node: Node): string {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'MemberExpression') return rootName(node.object)
  return node.type === 'CallExpression' ? rootName(node.callee) : ''
}

/** `commands/open-site.ts` exports `openSite(tx, …)` and nothing else that runs. */
function commandFile(source: Source, add: Add): void {
  const file = source.path.split('/').at(-1)?.replace(/\.ts$/, '') ?? ''
  const name = file.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  const exported = valueExports(source.program)
  const command = exported.find((one) => one.name === name)
  if (!command) add('commands', 0, `${file}.ts exports the function ${name}, named like the file`)
  else if (!['tx', 'read'].includes(command.firstParameter ?? '')) {
    add(
      'commands',
      command.start,
      `${name} takes tx first (read, if it only looks): a command works in its caller's transaction`,
    )
  }
  for (const other of exported) {
    if (other !== command) {
      add('commands', other.start, `one verb per file; ${other.name} goes to a file of its own`)
    }
  }
}

type Exported = { name: string; start: number; firstParameter: string | null }

function valueExports(program: Node): Exported[] {
  const exported: Exported[] = []
  for (const node of (program as Program).body) {
    if (node.type === 'ExportAllDeclaration' && node.exportKind !== 'type') {
      exported.push({ name: '*', start: node.start, firstParameter: null })
    }
    if (node.type !== 'ExportNamedDeclaration' || node.exportKind === 'type') continue
    const { declaration } = node
    if (declaration?.type === 'FunctionDeclaration') {
      const first = declaration.params[0]
      exported.push({
        name: declaration.id?.name ?? '',
        start: node.start,
        firstParameter: first?.type === 'Identifier' ? first.name : null,
      })
    } else if (declaration?.type === 'VariableDeclaration') {
      for (const one of declaration.declarations) {
        const name = one.id.type === 'Identifier' ? one.id.name : ''
        exported.push({ name, start: node.start, firstParameter: null })
      }
    } else if (declaration?.type === 'ClassDeclaration') {
      exported.push({ name: declaration.id?.name ?? '', start: node.start, firstParameter: null })
    }
    for (const one of node.specifiers) {
      if (one.exportKind === 'type' || one.exported.type === 'Literal') continue
      exported.push({ name: one.exported.name, start: node.start, firstParameter: null })
    }
  }
  return exported
}

/** Each endpoint says in one sentence what it does: OpenAPI and the audit trail show it. */
function contractFile(source: Source, add: Add): void {
  walk(source.program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return
    if (!/^(endpoint|\w+Endpoint)$/.test(node.callee.name)) return
    const description = node.arguments[0]
    if (description?.type !== 'ObjectExpression') return
    const summary = description.properties.find(
      (one) =>
        one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === 'summary',
    )
    const value = summary?.type === 'Property' ? summary.value : null
    const text =
      value?.type === 'Literal'
        ? String(value.value)
        : value?.type === 'TemplateLiteral'
          ? value.quasis.map((quasi) => quasi.value.raw).join('…')
          : ''
    if (text.trim().split(/\s+/).length < 2) {
      add(
        'summary',
        node.start,
        'an endpoint has a summary: one sentence for OpenAPI and the audit trail',
      )
    }
  })
}
