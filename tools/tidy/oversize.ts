import type { Oversize } from './size.ts'

/** See `size.ts`. Make this list shorter. */
export const oversize: Oversize = {}
