import { type FileHandle, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { decodeFrames, encodeFrame, type Frame } from './frames.ts'

/** A file that is larger is followed by another, so that what is done with can go. */
const SEGMENT_bytes = 8 << 20

/** The files of one spool: each only grows, is read when nobody writes to it any more, and goes when it is replayed. */
export class Segments {
  /** Names this spool for ever, in the database too. */
  readonly id: string
  private readonly dir: string
  /** In the order in which they were begun, with their sizes. */
  private readonly files: Map<string, number>
  private current: { name: string; file: FileHandle } | undefined
  private begun = 0

  private constructor(dir: string, files: Map<string, number>) {
    this.id = basename(dir)
    this.dir = dir
    this.files = files
  }

  static async make(dir: string): Promise<Segments> {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    await syncDirectory(join(dir, '..'))
    return new Segments(dir, new Map())
  }

  /** What somebody has left behind. Nothing is added to it. */
  static async find(dir: string): Promise<Segments> {
    const names = (await readdir(dir)).toSorted()
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(dir, name))).size))
    return new Segments(dir, new Map(names.map((name, place) => [name, sizes[place] ?? 0])))
  }

  get size_bytes(): number {
    return this.files.values().reduce((sum, size) => sum + size, 0)
  }

  /** Oldest first. */
  get names(): readonly string[] {
    return [...this.files.keys()]
  }

  /** Resolves when the disk has it. After a failure the file is left alone: what is behind a torn frame cannot be read. */
  async append(frame: Frame): Promise<void> {
    const bytes = encodeFrame(frame)
    this.current ??= await this.begin()
    const { name, file } = this.current
    try {
      await file.appendFile(bytes)
      await file.datasync()
    } catch (error) {
      await this.cut().catch(() => undefined)
      throw error
    }
    const size_bytes = (this.files.get(name) ?? 0) + bytes.length
    this.files.set(name, size_bytes)
    if (size_bytes >= SEGMENT_bytes) await this.cut()
  }

  /** What is added from now on goes into another file. */
  async cut(): Promise<void> {
    const { current } = this
    this.current = undefined
    await current?.file.close()
  }

  async read(name: string): Promise<{ frames: Frame[]; torn: boolean }> {
    return decodeFrames(await readFile(join(this.dir, name)))
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.dir, name), { force: true })
    this.files.delete(name)
  }

  async removeAll(): Promise<void> {
    await this.cut()
    await rm(this.dir, { recursive: true, force: true })
  }

  private async begin() {
    const name = `${String(this.begun++).padStart(9, '0')}.frames`
    const file = await open(join(this.dir, name), 'ax', 0o600)
    this.files.set(name, 0)
    await syncDirectory(this.dir)
    return { name, file }
  }
}

/** A new name is durable when its directory is. */
async function syncDirectory(dir: string): Promise<void> {
  const directory = await open(dir)
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
