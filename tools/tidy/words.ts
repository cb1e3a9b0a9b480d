import type { Node } from 'oxc-parser'
import { walk, type Finding, type Source, type Tree } from '../source.ts'

/** The glossary, as tidy reads it: what not to say, what to say instead, and where other words stay. */
export type Glossary = {
  refused: Map<string, string>
  kept: { words: string[]; below: string }[]
}

const GLOSSARY = 'docs/GLOSSARY.md'

/** Reads both tables of docs/GLOSSARY.md by their headings, so that rows and columns may be added. */
export function readGlossary(tree: Tree): Glossary {
  const refused = new Map<string, string>()
  const kept: Glossary['kept'] = []
  for (const row of tableRows(tree.get(GLOSSARY) ?? '')) {
    const say = row.get('Word')
    for (const match of (row.get('Refused') ?? '').matchAll(/`([^`]+)`/g)) {
      const word = match[1]! // the group always takes part
      const others = refused.get(word)
      refused.set(word, others ? `${others} or ${say ?? ''}` : (say ?? ''))
    }
    const name = row.get('Name')
    if (name) {
      // `anywhere` is below the empty path, which every path starts with.
      kept.push({
        words: name.split(' '),
        below: (row.get('Below') ?? '').replaceAll(/`|anywhere/g, ''),
      })
    }
  }
  return { refused, kept }
}

function tableRows(markdown: string): Map<string, string>[] {
  const rows: Map<string, string>[] = []
  let head: string[] | null = null
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|')) {
      head = null
      continue
    }
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    if (!head) head = cells
    else if (!cells.every((cell) => /^-+$/.test(cell))) {
      rows.push(new Map(head.map((name, index) => [name, cells[index] ?? ''])))
    }
  }
  return rows
}

/** `seenByOSUsers` → seen, by, os, users; `staff.e-mail_code` → staff, e, mail, code. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

/** The first refused word of a name that is not kept in this place, with what to say. */
export function refusedIn(name: string, path: string, glossary: Glossary): string | null {
  const words = wordsOf(name)
  for (const [index, word] of words.entries()) {
    const stem = glossary.refused.has(word) ? word : word.replace(/s$/, '')
    const say = glossary.refused.get(stem)
    if (say === undefined || isKept(words, index, path, glossary)) continue
    return `\`${name}\` says ${word}; say ${say} (docs/GLOSSARY.md)`
  }
  return null
}

function isKept(words: string[], index: number, path: string, glossary: Glossary): boolean {
  return glossary.kept.some(({ words: kept, below }) => {
    if (!path.startsWith(below)) return false
    return kept.some((_, offset) => {
      const start = index - offset
      return (
        start >= 0 && kept.every((word, n) => [word, `${word}s`].includes(words[start + n] ?? ''))
      )
    })
  })
}

/** A string that names something: `staff.member`, `organization.site-opened`, `staff.name_taken`. */
const NAMELIKE = /^[a-z][a-z_-]*\.[a-z][a-z_-]*$/

/** Refused words among the names that a file chooses. Names of libraries are theirs and pass. */
export function wordFindings(source: Source, glossary: Glossary): Finding[] {
  const { path } = source
  const findings: Finding[] = []
  const check = (name: string, offset: number) => {
    const message = refusedIn(name, path, glossary)
    if (message) findings.push({ rule: 'words', path, line: source.lineAt(offset), message })
  }
  walk(source.program, (node, ancestors) => {
    if (node.type === 'Literal' && typeof node.value === 'string') {
      if (NAMELIKE.test(node.value)) check(node.value, node.start)
      return
    }
    const name = chosenName(node, ancestors.at(-1))
    if (name) check(name, node.start)
  })
  return findings
}

/** The name that this node introduces, if it introduces one. */
function chosenName(node: Node, parent: Node | undefined): string | null {
  if (node.type !== 'Identifier' || !parent) return null
  switch (parent.type) {
    case 'VariableDeclarator':
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
      return 'id' in parent && parent.id === node ? node.name : null
    case 'TSPropertySignature':
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return parent.key === node ? node.name : null
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return parent.params.some((one) => one === node) ? node.name : null
    default:
      return null
  }
}

/** Names that migrations give to tables and columns. */
export function sqlWordFindings(tree: Tree, glossary: Glossary): Finding[] {
  const findings: Finding[] = []
  for (const [path, text] of tree) {
    if (!/\/migrations\/[^/]+\.sql$/.test(path)) continue
    for (const [index, line] of text.split('\n').entries()) {
      const code = line.replace(/--.*$/, '').replaceAll(/'[^']*'/g, '')
      for (const [name] of code.matchAll(/[a-z_]+/g)) {
        // `user` and `current_user` are PostgreSQL's own; a column would have to be quoted.
        if (name === 'user' || name.endsWith('_user')) continue
        const message = refusedIn(name, path, glossary)
        if (message) findings.push({ rule: 'words', path, line: index + 1, message })
      }
    }
  }
  return findings
}
