import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
const GB = 1024 ** 3
/** What a whole run has there at most, and what the programs of the tests need beside it. */
const ROOM = { disk: 4 * GB, memory: 8 * GB }
const NAME = /^kasi-run-(\d+)-/

/**
 * A directory for all files of one run. Tests make and remove hundreds of thousands of them, for databases above all, and
 * on a disk the search for inodes that were not deleted just now (ext4) is half of all their work: so it lies in memory
 * where there is plenty. `tmpdir()` is in it, too, for us and all that we start.
 */
export function openScratch(): string {
  const parent = hasRoomInMemory() ? MEMORY : tmpdir()
  forgetKilledRuns(parent)
  const scratch = mkdtempSync(join(parent, `kasi-run-${process.pid}-`))
  // PostgreSQL runs as another OS user than root, who passes through.
  chmodSync(scratch, 0o711)
  process.env.TMPDIR = join(scratch, 'tmp')
  mkdirSync(process.env.TMPDIR)
  chmodSync(process.env.TMPDIR, 0o1777)
  return scratch
}

function hasRoomInMemory(): boolean {
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .find(([, at]) => at === MEMORY)
  // Tests also start programs that they wrote.
  if (!mount || /\b(?:noexec|ro)\b/.test(mount[3] ?? '')) return false
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize > ROOM.disk && process.availableMemory() > ROOM.memory
}

/** Memory that nobody would give back otherwise. */
function forgetKilledRuns(parent: string): void {
  for (const name of readdirSync(parent)) {
    const [, pid] = NAME.exec(name) ?? []
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue
    const left = join(parent, name)
    if (statSync(left).uid === process.getuid?.()) rmSync(left, { recursive: true, force: true })
  }
}
