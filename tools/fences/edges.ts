import type { Node } from 'oxc-parser'
import { isReference, isTest, roomOf, walk, type Finding, type Source } from '../source.ts'

/** One unit of work, one moment, one place that reads the world's settings: the edges of the house. */
const CLOCK = 'src/platform/clock.ts'
/** A browser has a clock of its own, and one place that reads it. */
const CLOCKS = new Set([CLOCK, 'src/web/state/clock.ts'])
/** Libraries hand us a `Date`; its type may be named where they are met, its constructor may not. */
const MEETS_LIBRARIES = /^src\/platform\/|^src\/modules\/[^/]+\/outside\//
/** `server/`: RADIUS is an edge as HTTP is, and a room’s own. */
const OPENS_UNITS =
  /^src\/(platform|main|sim|edge)\/|^src\/modules\/[^/]+\/(jobs(\.ts|\/)|outside\/|server\/)/
const READS_ENVIRONMENT = /^src\/(platform\/config\.ts|main\/|edge\/|web\/vite\.config\.ts)/
/** Files without any of these words need not be walked. */
const MAY_CROSS = /\b(Date|Now|env|unit|read|transaction|startTransaction|fetch)\b/
const TOUCHES_WORLD =
  /^src\/(platform|main|sim|edge|web)\/|^src\/modules\/[^/]+\/(jobs(\.ts|\/)|outside\/)/

export function edgeFences(source: Source): Finding[] {
  const { path } = source
  if (!path.startsWith('src/') || isTest(path) || !MAY_CROSS.test(source.text)) return []
  const findings: Finding[] = []
  walk(source.program, (node, ancestors) => {
    const add = (rule: string, message: string) =>
      findings.push({ rule, path, line: source.lineAt(node.start), message })

    if (!CLOCKS.has(path)) {
      const clock = readsClock(node, ancestors)
      if (clock) add('clock', clock)
      if (isDateType(node) && !MEETS_LIBRARIES.test(path)) {
        add('clock', 'time is Temporal; Date is known only where libraries hand one over')
      }
    }
    if (!READS_ENVIRONMENT.test(path) && isMember(node, 'process', 'env')) {
      add('config', 'src/platform/config.ts reads the environment, once; take a slice of it')
    }
    if (node.type !== 'CallExpression') return
    if (!OPENS_UNITS.test(path) && opensUnit(node)) {
      add('unit', 'only edges open a unit of work; take the Tx or Read that the caller has')
    }
    if (
      !path.startsWith('src/platform/') &&
      isMethod(node.callee, ['transaction', 'startTransaction'])
    ) {
      add('unit', 'src/platform opens transactions; use the unit of work')
    }
    const world = node.callee.type === 'Identifier' && node.callee.name === 'fetch'
    if (world && roomOf(path) && !TOUCHES_WORLD.test(path)) {
      add('world', 'fetch touches the world; that is for jobs.ts and outside/')
    }
  })
  return findings
}

function readsClock(node: Node, ancestors: readonly Node[]): string | null {
  if (isMember(node, 'Temporal', 'Now')) {
    return `only ${CLOCK} reads a clock; take the moment from tx.now or a Clock`
  }
  if (node.type !== 'Identifier' || node.name !== 'Date') return null
  const parent = ancestors.at(-1)
  if (!parent || !isReference(node, parent)) return null
  // The name of a type is looked at by itself.
  if (parent.type.startsWith('TS') && parent.type !== 'TSAsExpression') return null
  return `time is Temporal; a library's Date is converted in ${CLOCK}`
}

function isDateType(node: Node): boolean {
  return (
    node.type === 'TSTypeReference' &&
    node.typeName.type === 'Identifier' &&
    node.typeName.name === 'Date'
  )
}

function isMember(node: Node, object: string, property: string): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === object &&
    node.property.type === 'Identifier' &&
    node.property.name === property
  )
}

function isMethod(callee: Node, names: readonly string[]): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    names.includes(callee.property.name)
  )
}

/** `unit(origin, async (tx) => …)` or `door.read(async (read) => …)`: a call that is handed work to do. */
function opensUnit(node: Extract<Node, { type: 'CallExpression' }>): boolean {
  const named =
    isMethod(node.callee, ['unit', 'read']) ||
    (node.callee.type === 'Identifier' && ['unit', 'read'].includes(node.callee.name))
  const handedWork = node.arguments.some(
    (one) => one.type === 'ArrowFunctionExpression' || one.type === 'FunctionExpression',
  )
  return named && handedWork
}
