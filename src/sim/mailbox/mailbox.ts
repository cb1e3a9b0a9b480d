import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '#platform/clock.ts'
import { letter, type Letter } from './contract.ts'

/** As many as anybody looks through; older ones go. */
const LETTERS_MAX = 200

export type Mailbox = {
  /** Takes a letter as a mail server would; one that was taken before is taken once. */
  send(
    mail: { id: string; to: string; subject: string; text: string },
    signal: AbortSignal,
  ): Promise<void>
  /** The latest first. */
  letters(about?: { to?: string | undefined }): Promise<Letter[]>
}

/**
 * The mail of the demo and of tests: letters stay in a folder, one file each, so that all processes of a demo see them
 * and a restart keeps them. Addresses `…@bounce.test` are refused for good and `…@slow.test` never answer, as happens.
 */
export function openMailbox(given: { folder: string; clock: Clock }): Mailbox {
  const { folder, clock } = given
  const names = async () => (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()

  return {
    async send(mail, signal) {
      signal.throwIfAborted()
      if (mail.to.endsWith('@bounce.test'))
        throw new Error('550 5.1.1 There is no such mailbox here')
      if (mail.to.endsWith('@slow.test')) return silence(signal)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, `${mail.id}.json`)
      const { id, to, subject, text } = mail
      const taken: Letter = { id, at: clock.now().toString(), to, subject, text }
      // Whole or not at all: a reader never meets half a letter.
      await writeFile(`${path}.part`, JSON.stringify(taken), { mode: 0o600 })
      await rename(`${path}.part`, path)
      const older = (await names()).slice(0, -LETTERS_MAX)
      await Promise.all(older.map((name) => rm(join(folder, name), { force: true })))
    },
    async letters({ to } = {}) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const texts = await Promise.all(
        (await names()).map((name) => readFile(join(folder, name), 'utf8')),
      )
      // Ids are UUIDv7, so names sort by time.
      const all = texts.map((text) => letter.parse(JSON.parse(text))).toReversed()
      return to === undefined ? all : all.filter((one) => one.to === to)
    },
  }
}

function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The mail server did not answer')))
  })
}
