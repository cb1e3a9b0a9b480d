import { posix } from 'node:path'
import type { Finding, Tree } from '../source.ts'

const ROOM_README_LINES_MAX = 200
const ROOM_README = ['Owns', 'Does not own', 'Words', 'Invariants', 'Time', 'Failure']
const DECISION = ['Context', 'Decision', 'Consequences', 'Alternatives', 'What enforces it']

export function docFindings(tree: Tree): Finding[] {
  const findings: Finding[] = []
  const numbers = new Map<string, string>()
  for (const [path, text] of tree) {
    if (!path.endsWith('.md')) continue
    const add = (rule: string, line: number, message: string) =>
      findings.push({ rule, path, line, message })
    const headings = headingsOf(text)

    const tops = headings.filter((heading) => heading.level === 1)
    if (tops.length !== 1) {
      add('headings', tops[1]?.line ?? 1, `a document has one # heading; this has ${tops.length}`)
    }
    for (const { target, line } of linksOf(text)) {
      const message = brokenLink(tree, path, target)
      if (message) add('links', line, message)
    }
    if (/^src\/modules\/[^/]+\/README\.md$/.test(path)) {
      const lines = text.split('\n').length - 1
      if (lines > ROOM_README_LINES_MAX) {
        add('readme', 1, `${lines} lines; a room's README has at most ${ROOM_README_LINES_MAX}`)
      }
      missingHeadings(headings, ROOM_README, (message) => add('readme', 1, message))
    }
    if (path.startsWith('docs/decisions/')) {
      const number = /^docs\/decisions\/(\d{4})-/.exec(path)?.[1]
      if (!number) {
        if (!path.endsWith('/README.md')) add('decisions', 1, 'a decision is called NNNN-title.md')
        continue
      }
      const holder = numbers.get(number)
      if (holder) add('decisions', 1, `number ${number} is taken by ${holder}`)
      numbers.set(number, path)
      for (const field of ['Status', 'Date']) {
        if (!new RegExp(`\\b${field}: `).test(text)) add('decisions', 1, `say its ${field}`)
      }
      missingHeadings(headings, DECISION, (message) => add('decisions', 1, message))
    }
  }
  for (const path of tree.keys()) {
    const room = /^src\/modules\/([^/]+)\/module\.ts$/.exec(path)?.[1]
    const readme = `src/modules/${room ?? ''}/README.md`
    if (room && !tree.has(readme)) {
      findings.push({ rule: 'readme', path, line: 1, message: `${room} has no README.md` })
    }
  }
  return findings
}

type Heading = { level: number; text: string; line: number }

/** Lines of the document that are prose: code blocks are blanked so that line numbers stay. */
function proseLines(text: string): string[] {
  let fenced = false
  return text.split('\n').map((line) => {
    if (/^\s*(```|~~~)/.test(line)) {
      fenced = !fenced
      return ''
    }
    return fenced ? '' : line
  })
}

function headingsOf(text: string): Heading[] {
  return proseLines(text).flatMap((line, index) => {
    const match = /^(#{1,6})\s+(.+?)\s*$/.exec(line)
    // Both groups took part in the match.
    return match ? [{ level: match[1]!.length, text: match[2]!, line: index + 1 }] : []
  })
}

function linksOf(text: string): { target: string; line: number }[] {
  return proseLines(text).flatMap((line, index) =>
    [
      ...line.replaceAll(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)[^)]*\)|(?:src|href)="([^"]+)"/g),
    ].map((match) => ({ target: match[1] ?? match[2] ?? '', line: index + 1 })),
  )
}

function brokenLink(tree: Tree, from: string, target: string): string | null {
  if (/^[a-z]+:/.test(target)) return null
  const [file = '', anchor] = target.split('#')
  const path = file === '' ? from : posix.join(posix.dirname(from), decodeURI(file))
  const isFolder = [...tree.keys()].some((known) => known.startsWith(posix.join(path, '/')))
  const text = tree.get(path)
  if (text === undefined && !isFolder) return `${target} leads nowhere`
  if (anchor && path.endsWith('.md')) {
    const anchors = headingsOf(text ?? '').map((heading) => anchorOf(heading.text))
    if (!anchors.includes(anchor)) return `${path} has no heading #${anchor}`
  }
  return null
}

/** The anchor that GitHub and GitLab make of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
}

function missingHeadings(
  headings: readonly Heading[],
  wanted: readonly string[],
  add: (message: string) => void,
): void {
  const have = new Set(headings.map((heading) => heading.text))
  const missing = wanted.filter((heading) => !have.has(heading))
  if (missing.length > 0) add(`needs the headings ${missing.map((one) => `## ${one}`).join(', ')}`)
}
