import { logoIfAny } from '#modules/organization/index.ts'
import type { Logo } from '#platform/pdf.ts'
import type { Read } from '#platform/tx.ts'

/** The ISP's mark, where it is of a type that paper takes; otherwise the name is written. */
export async function logoForPaper(read: Read): Promise<Logo | undefined> {
  const logo = await logoIfAny(read)
  return logo && { bytes: logo.bytes, mediaType: logo.mediaType }
}
