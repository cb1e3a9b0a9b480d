import { roomOf, type Finding, type Tree } from '../source.ts'
import { refusedIn, type Glossary } from './words.ts'

/** The only names at the top of a room, so that a reader knows every room after reading one. */
const ROOM_FILES = new Set([
  'README.md',
  'index.ts',
  'contract.ts',
  'module.ts',
  'queries.ts',
  'store.ts',
  'events.ts',
  'refusals.ts',
  'routes.ts',
  'reactions.ts',
  'jobs.ts',
  'testing.ts',
])
const ROOM_FOLDERS = new Set([
  // A contract, queries, a store, jobs or routes too long for one file are split here; the file of the name stays the way in.
  'contract',
  'queries',
  'store',
  'jobs',
  'routes',
  'rules',
  'commands',
  'outside',
  // Pages for people, made whole by the server: what they show and the words on them.
  'pages',
  // An edge of its own, as HTTP is the platform's: access answers RADIUS.
  'server',
  'migrations',
])

const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/
const COMPONENT = /^[A-Z][A-Za-z0-9]*(\.test)?\.tsx$/
const MIGRATION = /^\d{4}_[a-z0-9]+(_[a-z0-9]+)*\.sql$/
/** Names that the world gives to files, whatever our own habits. */
const WORLD_NAMES =
  /^(README|ARCHITECTURE|GLOSSARY|STYLE|MAP|CONTRIBUTING|SECURITY|CHANGELOG)\.md$|^(LICENSE|Dockerfile|NOTICE)/
/** Files of a room that does not exist yet, under the names that they will have. */
const TEMPLATES = /^tools\/new-room\/templates\//
const EMPTY_NAMES = /^(misc|shared|stuff|things)(\.|$)/

export function placeFindings(tree: Tree, glossary: Glossary): Finding[] {
  const findings: Finding[] = []
  const seen = new Set<string>()
  for (const path of tree.keys()) {
    if (!/^(src|tools|journeys|bench|bin|docs)\//.test(path) || TEMPLATES.test(path)) continue
    const add = (rule: string, message: string) => findings.push({ rule, path, line: 1, message })

    const parts = path.split('/')
    for (const [index, part] of parts.entries()) {
      const place = parts.slice(0, index + 1).join('/')
      if (seen.has(place)) continue
      seen.add(place)
      const isFile = index === parts.length - 1
      if (!isWellNamed(part, path, isFile)) {
        add(
          'names',
          `${part}: files and folders are kebab-case (components in src/web may be PascalCase.tsx)`,
        )
      }
      if (EMPTY_NAMES.test(part)) add('names', `${part} says nothing; name what it holds`)
      const refused = refusedIn(part, path, glossary)
      if (refused) add('words', refused)
    }

    const room = roomOf(path)
    if (room) {
      const message = strangerInRoom(room.inside)
      if (message) add('room-files', message)
    }
  }
  return findings
}

function isWellNamed(part: string, path: string, isFile: boolean): boolean {
  if (KEBAB.test(part)) return true
  if (!isFile) return part === '__snapshots__'
  if (MIGRATION.test(part)) return path.includes('/migrations/')
  if (COMPONENT.test(part)) return path.startsWith('src/web/')
  return WORLD_NAMES.test(part)
}

function strangerInRoom(inside: string): string | null {
  const [top, ...rest] = inside.split('/')
  if (!top) return null
  if (rest.length > 0) {
    return ROOM_FOLDERS.has(top)
      ? null
      : `${top}/ is not a folder of a room; a room has ${[...ROOM_FOLDERS].join(', ')}`
  }
  const tested = top.replace(/\.test\.ts$/, '.ts')
  return ROOM_FILES.has(tested)
    ? null
    : `${top} is not a file of a room; a room has ${[...ROOM_FILES].join(' ')}`
}

/** Migration numbers are global, because one list of them is applied in one order. */
export function migrationFindings(tree: Tree): Finding[] {
  const findings: Finding[] = []
  const holders = new Map<string, string>()
  for (const path of tree.keys()) {
    const name = /\/migrations\/([^/]+\.sql)$/.exec(path)?.[1]
    if (!name) continue
    const number = name.slice(0, 4)
    const holder = holders.get(number)
    if (holder) {
      findings.push({
        rule: 'migrations',
        path,
        line: 1,
        message: `number ${number} is taken by ${holder}; take the next free one`,
      })
    }
    if (!MIGRATION.test(name)) {
      findings.push({
        rule: 'migrations',
        path,
        line: 1,
        message: `${name}: a migration is called NNNN_what_it_does.sql`,
      })
    }
    holders.set(number, path)
  }
  return findings
}
