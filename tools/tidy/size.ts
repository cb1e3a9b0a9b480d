import type { Node } from 'oxc-parser'
import { isTest, walk, type Finding, type Source } from '../source.ts'

const FILE_LINES_MAX = 400
/** A table of cases is read by looking up, not from top to bottom. */
const TEST_LINES_MAX = 600
const FUNCTION_LINES_MAX = 100

/**
 * Files and functions that are longer than they should be, with the length they may not pass.
 * The list only shrinks: an entry that is no longer needed must go, and none may grow.
 */
export type Oversize = Readonly<Record<string, number>>

export function sizeFindings(sources: readonly Source[], allowed: Oversize): Finding[] {
  const findings: Finding[] = []
  const used = new Set<string>()
  const measure = (key: string, lines: number, max: number, at: Pick<Finding, 'path' | 'line'>) => {
    if (lines <= max) return
    used.add(key)
    const limit = allowed[key]
    if (limit === undefined) {
      findings.push({
        rule: 'size',
        ...at,
        message: `${key} has ${lines} lines, more than ${max}; does it still hold one thought?`,
      })
    } else if (lines > limit) {
      findings.push({
        rule: 'size',
        ...at,
        message: `${key} grew from ${limit} to ${lines} lines; it is on the list to shrink`,
      })
    }
  }
  for (const source of sources) {
    const { path, text } = source
    const max = isTest(path) ? TEST_LINES_MAX : FILE_LINES_MAX
    measure(path, text.split('\n').length - 1, max, { path, line: 1 })
    if (isTest(path)) continue
    walk(source.program, (node, ancestors) => {
      if (!isFunction(node)) return
      const line = source.lineAt(node.start)
      const lines = source.lineAt(node.end) - line + 1
      measure(`${path}#${nameOf(node, ancestors.at(-1))}`, lines, FUNCTION_LINES_MAX, {
        path,
        line,
      })
    })
  }
  for (const key of Object.keys(allowed)) {
    if (used.has(key)) continue
    findings.push({
      rule: 'size',
      path: 'tools/tidy/oversize.ts',
      line: 1,
      message: `${key} is short enough now: take it off the list`,
    })
  }
  return findings
}

function isFunction(node: Node) {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  )
}

function nameOf(node: Node, parent: Node | undefined): string {
  if ('id' in node && node.id && typeof node.id === 'object' && 'name' in node.id) {
    return String(node.id.name)
  }
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier')
    return parent.id.name
  if (
    (parent?.type === 'Property' || parent?.type === 'MethodDefinition') &&
    parent.key.type === 'Identifier'
  ) {
    return parent.key.name
  }
  return 'anonymous'
}
