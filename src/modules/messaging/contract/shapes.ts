import { z } from 'zod'
import { longText } from '#kernel/text.ts'

export const instant = z.iso.datetime()
export const version = z.int().min(1)
export const language = z.enum(['en', 'sw'])
export type Language = z.infer<typeof language>

/** GSM's longest chain of parts is 255; nobody reads beyond ten. */
export const words = longText({ max: 1000 }).refine((given) => given !== '', 'Fill this in.')
