import type { Manifest } from '#platform/manifest.ts'
import { ORDER } from '#modules.ts'
import type { Effects } from './effects.ts'

/** What the map is drawn from: the manifests as wired, what their code sets off, and the tables there are. */
export type Facts = {
  manifests: readonly Manifest[]
  routes: ReadonlyMap<string, Effects>
  reactions: ReadonlyMap<string, Effects>
  jobs: ReadonlyMap<string, Effects>
  /** `schema.table` of the migrated database. */
  tables: readonly string[]
}

export function renderMap(facts: Facts): string {
  const names = [...new Set(facts.manifests.map((manifest) => manifest.name))]
  const rooms = names.toSorted((a, b) => place(a) - place(b))
  return `# Map

Drawn by \`npm run map\` from the manifests and the source; do not edit. What each part owns is in its README; what the words
mean is in [GLOSSARY.md](GLOSSARY.md).

Each route says who may call it, the commands that it runs, the events that these announce and the jobs that they leave for later. An
event is followed to the reactions and jobs that it sets off.

${rooms.map((room) => `- ${linkTo(room)}`).join('\n')}

${rooms.map((room) => section(room, facts)).join('\n')}`
}

/** Rooms in their order; the platform, which is under all of them, last. */
function place(room: string): number {
  const at = ORDER.findIndex((name) => name === room)
  return at === -1 ? ORDER.length : at
}

function linkTo(room: string): string {
  return `[${room}](#${room})`
}

function section(room: string, facts: Facts): string {
  const own = facts.manifests.filter((manifest) => manifest.name === room)
  const tables = facts.tables.filter((table) => table.startsWith(`${room}.`))
  const parts = [
    `## ${room}`,
    tables.length > 0 ? `Tables: ${tables.map(code).join(', ')}.` : '',
    table(
      'Routes',
      ['Route', 'Who', 'Runs', 'Announces', 'Leaves for later'],
      own
        .flatMap((manifest) => manifest.routes ?? [])
        .map(({ endpoint }) => {
          const effects = facts.routes.get(endpoint.name)
          return [
            `\`${endpoint.method} ${endpoint.path}\`<br>${endpoint.summary}`,
            endpoint.access,
            list(effects?.commands),
            list(effects?.emits),
            list(effects?.leaves),
          ]
        }),
    ),
    table('Events', ['Event', 'Sets off'], eventRows(room, facts)),
    table(
      'Reactions',
      ['On', 'Reaction', 'Runs', 'Announces', 'Leaves for later'],
      own
        .flatMap((manifest) => manifest.reactions ?? [])
        .map(({ event, name }) => {
          const effects = facts.reactions.get(name)
          return [
            code(event.name),
            code(name),
            list(effects?.commands),
            list(effects?.emits),
            list(effects?.leaves),
          ]
        }),
    ),
    table(
      'Jobs',
      ['Job', 'When', 'Runs', 'Announces', 'Leaves for later'],
      own
        .flatMap((manifest) => manifest.jobs ?? [])
        .map(({ job }) => {
          const effects = facts.jobs.get(job.name)
          const crons = own
            .flatMap((manifest) => manifest.schedule ?? [])
            .filter((line) => line.job.name === job.name)
            .map((line) => code(line.cron))
          return [
            code(job.name),
            crons.join('<br>'),
            list(effects?.commands),
            list(effects?.emits),
            list(effects?.leaves),
          ]
        }),
    ),
    table(
      'Reconcilers',
      ['Reconciler', 'When', 'Makes true'],
      own
        .flatMap((manifest) => manifest.reconcilers ?? [])
        .map(({ name, cron, sentence }) => [code(name), code(cron ?? '* * * * *'), sentence]),
    ),
    table(
      'Permissions',
      ['Permission', 'Lets somebody'],
      own
        .flatMap((manifest) => Object.entries(manifest.permissions ?? {}))
        .map(([name, sentence]) => [code(name), sentence]),
    ),
    table(
      'Settings',
      ['Setting', 'Changed with', 'What it changes'],
      own
        .flatMap((manifest) => manifest.settings ?? [])
        .map((setting) => [code(setting.key), code(setting.permission), setting.sentence.en]),
    ),
    table(
      'Invariants',
      ['Invariant', 'Always true'],
      own
        .flatMap((manifest) => manifest.invariants ?? [])
        .map(({ name, sentence }) => [code(name), sentence]),
    ),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** Every event of the room that anything announces or listens to, with what that sets off. */
function eventRows(room: string, facts: Facts): string[][] {
  const effects = [facts.routes, facts.reactions, facts.jobs].flatMap((map) => [...map.values()])
  const reactions = facts.manifests.flatMap((manifest) => manifest.reactions ?? [])
  const offered = facts.manifests.flatMap((manifest) => manifest.announces ?? [])
  const events = new Set([
    ...effects.flatMap((one) => one.emits),
    ...reactions.map((reaction) => reaction.event.name),
    ...offered.map((event) => event.name),
  ])
  return [...events]
    .filter((name) => name.startsWith(`${room}.`))
    .toSorted()
    .map((name) => {
      const set = reactions
        .filter((reaction) => reaction.event.name === name)
        .map((reaction): string => reaction.name)
      if (offered.some((event) => event.name === name)) set.push('webhooks')
      return [code(name), list(set)]
    })
}

function table(title: string, head: readonly string[], rows: readonly string[][]): string {
  if (rows.length === 0) return ''
  // A column that says nothing in any row is left out.
  const kept = head.map((_, column) => rows.some((row) => row[column] !== ''))
  const line = (cells: readonly string[]) =>
    `| ${cells.filter((_, column) => kept[column]).join(' | ')} |`
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function list(names: readonly string[] = []): string {
  return names.map(code).join('<br>')
}

function code(text: string): string {
  return `\`${text}\``
}
