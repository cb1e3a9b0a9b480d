import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Sheet } from '#kernel/sheet.ts'
import { layoutOf, type Logo } from '#platform/pdf/layout.ts'
import { slipLayout } from '#platform/pdf/slip.ts'

/** Geist, embedded: what somebody prints looks like what we looked at. Static cuts, since PDF knows no variable fonts. */
const FONTS = dirname(
  createRequire(import.meta.url).resolve('@fontsource/geist/files/geist-latin-400-normal.woff'),
)
const cut = (weight: number) => join(FONTS, `geist-latin-${weight}-normal.woff`)

type PdfMake = typeof import('pdfmake')
let loaded: Promise<PdfMake> | undefined

/** Loaded with the first sheet: with its fonts' tables it is a megabyte of code that most processes never need. */
async function load(): Promise<PdfMake> {
  const { default: pdfmake } = await import('pdfmake')
  pdfmake.setFonts({
    // Bold is for what stands out, italics for the middle weight of small headings: a PDF family has four cuts and no more.
    Geist: { normal: cut(400), bold: cut(600), italics: cut(500), bolditalics: cut(700) },
  })
  // Nothing on a sheet is fetched from anywhere: not by address, and of files only the fonts above.
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(FONTS))
  return pdfmake
}

export type { Logo }

/**
 * A sheet as a PDF, A4. The same sheet and logo give the same bytes, whenever and wherever: nothing in the file comes
 * from a clock or a random number. Takes some tens of milliseconds of this process, so many at once belong in a job.
 */
export async function pdfOf(sheet: Sheet, logo: Logo | undefined): Promise<Uint8Array> {
  const pdfmake = await (loaded ??= load())
  return pdfmake.createPdf(layoutOf(sheet, logo)).getBuffer()
}

/** The same on the 80 mm paper of a till's printer. */
export async function slipOf(sheet: Sheet): Promise<Uint8Array> {
  const pdfmake = await (loaded ??= load())
  return pdfmake.createPdf(slipLayout(sheet)).getBuffer()
}
