import { Buffer } from 'node:buffer'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const BYTES_MAX = 200_000

/** A PNG out of base64, with or without `data:` before it. Nothing where it is something else: it is shown in pages and papers of ours. */
export function readPng(given: string): Buffer | undefined {
  const bytes = Buffer.from(given.replace(/^data:image\/png;base64,/, ''), 'base64')
  const isPng = bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)
  return isPng && bytes.length <= BYTES_MAX ? bytes : undefined
}
