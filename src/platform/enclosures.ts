import type { Read } from '#platform/tx.ts'

/** A file that goes with a letter. */
export type Enclosed = {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/**
 * A paper that a message can take along, declared by the room that makes it: `documents.invoice`. It is made when the letter is handed
 * over and kept nowhere, so that ten thousand invoices of a night are not ten thousand PDFs in the database.
 */
export type Enclosure = {
  readonly name: `${string}.${string}`
  /** Whether a part of it is on its way and worth some seconds. It is made without that where it does not come. */
  readonly isComing?: (read: Read, id: string) => Promise<boolean>
  /** Nothing where there is no such paper any more. */
  readonly make: (
    read: Read,
    asked: { id: string; language: 'en' | 'sw' },
  ) => Promise<Enclosed | undefined>
}
