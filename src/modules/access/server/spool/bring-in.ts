import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Entry } from '../../rules/hear.ts'
import { entriesFromText, entriesToText } from './entry.ts'
import { encodeFrame, type Frame } from './frames.ts'
import { addressOf, isAway, type SpoolOptions } from './options.ts'
import type { Segments } from './segments.ts'

/** Entries that are stored in one commit. */
type Piece = { readonly at: number; readonly entries: readonly Entry[] }

const PIECE_max = 500
const RETRY_ms = 1_000

/**
 * Brings the files that are there now into the database, oldest first and however long that takes; each goes when all of it is
 * in. Rejects when the signal says stop. How far it came is committed with the entries, so nothing is brought in twice.
 */
export async function bringIn(
  segments: Segments,
  options: SpoolOptions,
  signal: AbortSignal,
): Promise<void> {
  for (const name of segments.names) {
    const { frames, torn } = await segments.read(name)
    if (torn) options.onTrouble('The end of a file of kept accounting was never finished', name)
    for (const piece of await piecesOf(segments.id, frames, options))
      await put(segments.id, piece, options, signal)
    await segments.remove(name)
  }
}

/** Frames are small where little came at a time; together they make fewer commits. */
async function piecesOf(
  spool: string,
  frames: readonly Frame[],
  options: SpoolOptions,
): Promise<Piece[]> {
  const pieces: { at: number; entries: Entry[] }[] = []
  for (const frame of frames) {
    const entries = await opened(spool, frame, options)
    const last = pieces.at(-1)
    const fits = last && last.entries.length + entries.length <= PIECE_max
    if (fits && last.at + last.entries.length === frame.at) last.entries.push(...entries)
    else pieces.push({ at: frame.at, entries })
  }
  return pieces
}

async function opened(spool: string, frame: Frame, options: SpoolOptions): Promise<Entry[]> {
  try {
    return entriesFromText(options.vault.open(addressOf(spool), frame.sealed))
  } catch (error) {
    await setAside(spool, frame, options, error)
    return []
  }
}

async function put(
  spool: string,
  piece: Piece,
  options: SpoolOptions,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    let [at, entries] = [piece.at, piece.entries]
    try {
      const from = await options.position(spool)
      entries = entries.slice(Math.max(0, from - at))
      at = Math.max(from, at)
      const to = piece.at + piece.entries.length
      if (entries.length === 0 || (await options.write(entries, { spool, from, to }))) return
    } catch (error) {
      if (!isAway(error)) return refused(spool, { at, entries }, options, signal, error)
      await sleep(RETRY_ms, undefined, { signal })
    }
  }
}

/** One that the database will not have is found by halves, and stops nothing behind it. */
async function refused(
  spool: string,
  { at, entries }: Piece,
  options: SpoolOptions,
  signal: AbortSignal,
  error: unknown,
): Promise<void> {
  const half = Math.ceil(entries.length / 2)
  if (entries.length > 1) {
    await put(spool, { at, entries: entries.slice(0, half) }, options, signal)
    await put(spool, { at: at + half, entries: entries.slice(half) }, options, signal)
    return
  }
  const sealed = options.vault.seal(addressOf(spool), entriesToText(entries))
  await setAside(spool, { at, count: entries.length, sealed }, options, error)
}

async function setAside(
  spool: string,
  frame: Frame,
  { aside, onTrouble }: SpoolOptions,
  error: unknown,
): Promise<void> {
  await mkdir(aside, { recursive: true, mode: 0o700 })
  const file = join(aside, `${spool}-${frame.at}.frames`)
  await writeFile(file, encodeFrame(frame), { mode: 0o600, flush: true })
  onTrouble(`Kept accounting could not be stored and lies in ${file}`, error)
}
