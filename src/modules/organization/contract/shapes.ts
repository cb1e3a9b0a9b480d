import { z } from 'zod'
import { date } from '#kernel/date.ts'

export const instant = z.iso.datetime()
export { date }
export const version = z.int().min(1)

/** Who made a change: `staff` with an id (the staff room knows the name), or a part of Kasi by name. */
export const author = z.object({ kind: z.enum(['staff', 'system']), id: z.string() })
export type Author = z.infer<typeof author>
