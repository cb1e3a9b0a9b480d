import { z } from 'zod'
import { date } from '#kernel/date.ts'

export const instant = z.iso.datetime()
export { date }
export const version = z.int().min(1)

/** Who made a change: `staff` or `subscriber` with an id, or a part of Kasi by name. */
export const author = z.object({ kind: z.enum(['staff', 'subscriber', 'system']), id: z.string() })
export type Author = z.infer<typeof author>
