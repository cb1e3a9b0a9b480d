import { zipSync } from 'fflate'
import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { settingValue } from '#modules/organization/index.ts'
import { defineJob, work, type JobDoor, type Reconciler } from '#platform/jobs.ts'
import { pdfOf } from '#platform/pdf.ts'
import { keepParties } from './commands/keep-parties.ts'
import { ISSUED_KINDS } from './contract.ts'
import { bundleToMake } from './queries/bundles.ts'
import { issuedSheets } from './queries/issued.ts'
import { logoForPaper } from './queries/logo.ts'
import { documentsAfter } from './queries/series.ts'
import { bundleDays } from './queries/settings.ts'
import { deleteBundles, endBundle, insertPart } from './store.ts'

/** Makes the next archive of a bundle. */
export const makeBundle = defineJob('documents.make-bundle', z.object({ bundleId: id }))

const BATCH = 500
/** As many PDFs as an archive holds: a few megabytes, and half a minute of work. */
const PART = 200
const ATTEMPTS = 4

/** Who sold to whom is written down soon after each document is issued. */
export const keeping: Reconciler = {
  name: 'documents.keep-parties',
  sentence: 'Every issued document has its seller and its buyer kept as they were.',
  close: async (door) => {
    let done = 0
    let left = 0
    for (const kind of ISSUED_KINDS) {
      const kept = await door.unit((tx) => keepParties(tx, { kind, limit: BATCH }))
      done += kept
      left += kept === BATCH ? 1 : 0
    }
    return { done, left }
  },
}

/** One archive, then the next as a job of its own: each is short, and one that fails is tried again alone. */
async function makePart(door: JobDoor, bundleId: string): Promise<void> {
  const made = await door.read(async (read) => {
    const bundle = await bundleToMake(read, bundleId)
    if (!bundle) return undefined
    const { kind } = bundle
    const documents = await documentsAfter(read, {
      ...{ kind, after: bundle.after_number, limit: PART + 1 },
      days: { from: bundle.from_on, to: bundle.to_on },
    })
    const shown = documents.slice(0, PART)
    const sheets = await issuedSheets(read, {
      ...{ kind, ids: shown.map(({ id }) => id), as: 'copy' },
    })
    return {
      ...{ sheets, logo: await logoForPaper(read), isLast: documents.length <= PART },
      upTo: shown.at(-1)?.number ?? bundle.after_number,
    }
  })
  if (!made) return
  const files: Record<string, Uint8Array> = {}
  for (const { code, sheet } of made.sheets) {
    door.signal.throwIfAborted()
    files[`${code}.pdf`] = await pdfOf(sheet, made.logo)
  }
  const { upTo, isLast } = made
  const many = made.sheets.length
  await door.unit(async (tx) => {
    // Nothing is left where documents were counted that are there no more; none ever goes, so this is the end all the same.
    if (many === 0) return endBundle(tx, bundleId, 'ready')
    // PDFs are packed already, so the archive only holds them; a fixed date keeps its bytes the same.
    const archive = zipSync(files, { level: 0, mtime: '2000-01-01T00:00:00Z' })
    await insertPart(tx, { bundleId, archive, documents: many, upTo, isLast })
    if (!isLast) tx.later(makeBundle, { bundleId }, { order: bundleId })
  })
}

export const forgetBundles = defineJob('documents.forget-bundles', z.object({}))

export const jobs = [
  work(
    makeBundle,
    async (door, { bundleId }) => {
      try {
        await makePart(door, bundleId)
      } catch (error) {
        if (door.attempt >= ATTEMPTS) await door.unit((tx) => endBundle(tx, bundleId, 'failed'))
        throw error
      }
    },
    { timeout_s: 300, attempts: ATTEMPTS },
  ),
  work(forgetBundles, (door) =>
    door.unit(async (tx) => {
      const days = await settingValue(tx, bundleDays)
      await deleteBundles(tx, tx.now.subtract({ hours: 24 * days }))
    }),
  ),
]

/** At night in Nairobi. */
export const schedule = [{ job: forgetBundles, cron: '20 0 * * *' }]
