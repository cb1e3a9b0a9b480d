import { deflateSync } from 'node:zlib'
import QRCode from 'qrcode'
import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineJob, work } from '#platform/jobs.ts'
import { expireVouchers } from './commands/expire-vouchers.ts'
import { makePart } from './commands/make-part.ts'
import { nextCards } from './queries/sheets.ts'
import { cardsPdf, type Squares } from './rules/cards.ts'
import {
  deleteOldStolenTries,
  deleteOldTries,
  deletePrintables,
  endSheet,
  insertSheetPart,
} from './store.ts'

export const makeCodes = defineJob('vouchers.make-codes', z.object({ batchId: id }))
export const makeSheet = defineJob('vouchers.make-sheet', z.object({ sheetId: id }))
export const tidyUp = defineJob('vouchers.tidy-up', z.object({}))

/** As many as a PDF of one or two megabytes holds: a quarter of a second of work. */
const PDF_VOUCHERS = 480
const ATTEMPTS = 4
const TRIES_KEPT_DAYS = 30
/** The police ask later than we look. */
const THIEVES_KEPT_DAYS = 365

function qrOf(code: string): Squares {
  const { modules } = QRCode.create(code, { errorCorrectionLevel: 'M' })
  return { size: modules.size, isDark: (row, column) => modules.get(row, column) === 1 }
}

export const jobs = [
  work(
    makeCodes,
    async (door, { batchId }) => {
      for (;;) {
        door.signal.throwIfAborted()
        if ((await door.unit((tx) => makePart(tx, batchId))) === 0) return
      }
    },
    { timeout_s: 300 },
  ),
  work(
    makeSheet,
    async (door, { sheetId }) => {
      try {
        const next = await door.read((read) => nextCards(read, sheetId, PDF_VOUCHERS))
        if (!next) return
        const { cards, format, isLast } = next
        // The codes were deleted while it was made: the time for printing is over.
        if (cards.length === 0) return await door.unit((tx) => endSheet(tx, sheetId, 'failed'))
        const pdf = cardsPdf(cards, format, qrOf, (bytes) => deflateSync(bytes))
        await door.unit(async (tx) => {
          await insertSheetPart(tx, { sheetId, pdf, vouchers: cards.length, isLast })
          if (!isLast) tx.later(makeSheet, { sheetId }, { order: sheetId })
        })
      } catch (error) {
        if (door.attempt >= ATTEMPTS) await door.unit((tx) => endSheet(tx, sheetId, 'failed'))
        throw error
      }
    },
    { timeout_s: 120, attempts: ATTEMPTS },
  ),
  work(
    tidyUp,
    async (door) => {
      while (await door.unit(expireVouchers)) door.signal.throwIfAborted()
      await door.unit(async (tx) => {
        await deletePrintables(tx)
        await deleteOldTries(tx, tx.now.subtract({ hours: 24 * TRIES_KEPT_DAYS }))
        await deleteOldStolenTries(tx, tx.now.subtract({ hours: 24 * THIEVES_KEPT_DAYS }))
      })
    },
    { timeout_s: 600 },
  ),
]

/** Soon after midnight in Nairobi, and each hour for what may be printed no more. */
export const schedule = [{ job: tidyUp, cron: '7 * * * *' }]
