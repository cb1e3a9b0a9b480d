import { readdirSync, readFileSync } from 'node:fs'

/** Hundredths of a second, as Linux counts them for people. */
const TICK_MS = 10

type Process = { readonly parent: number; readonly ticks: number }

/** What a process and its children that are over have taken; nothing where it ended meanwhile. */
function processOf(id: string): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
    const after = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [parent = 0] = after.slice(1)
    return { parent, ticks: after.slice(11, 15).reduce((sum, one) => sum + one, 0) }
  } catch {
    return undefined
  }
}

/**
 * Processor time that this process and all that it started have taken, in milliseconds: it says the same on a busy machine and on a
 * quiet one, where the clock on the wall does not. Nothing where there is no /proc.
 */
export function cpuMeter(): () => { node_ms: number; postgres_ms: number } {
  const before = { node: nodeMs(), children: childrenMs() }
  return () => ({
    node_ms: Math.round(nodeMs() - before.node),
    postgres_ms: Math.round(childrenMs() - before.children),
  })
}

function nodeMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

function childrenMs(): number {
  const all = new Map<number, Process>()
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const found = processOf(id)
    if (found) all.set(Number(id), found)
  }
  const isOurs = (id: number): boolean => {
    const parent = all.get(id)?.parent ?? 0
    return parent === process.pid || (parent > 1 && isOurs(parent))
  }
  let ticks = 0
  for (const [id, { ticks: taken }] of all) if (isOurs(id)) ticks += taken
  return ticks * TICK_MS
}
