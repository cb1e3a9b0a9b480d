import { z } from 'zod'

export const instant = z.iso.datetime()
export const version = z.int().min(1)

/** Who made a change: `staff` with an id (the staff room knows the name), or a part of Kasi by name. */
export const author = z.object({ kind: z.enum(['staff', 'system']), id: z.string() })
