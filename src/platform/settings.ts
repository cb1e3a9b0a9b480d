import type { z } from 'zod'
import type { Permission } from '#kernel/endpoint.ts'

/** What an operator may change at run time. Declared by rooms, kept and shown by `organization`. */
export type Setting<S extends z.ZodType = z.ZodType> = {
  readonly key: `${string}.${string}`
  readonly schema: S
  readonly default: z.output<S>
  /** One sentence on what it changes, for the person about to change it. English and Swahili. */
  readonly sentence: { readonly en: string; readonly sw: string }
  readonly permission: Permission
  readonly secret?: boolean
}

export function defineSetting<S extends z.ZodType>(setting: Setting<S>): Setting<S> {
  return setting
}
