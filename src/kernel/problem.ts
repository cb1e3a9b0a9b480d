import { z } from 'zod'

/**
 * What every failed call answers: RFC 9457 problem details, `application/problem+json`.
 * `code` is for programs (`staff.name_taken`), `detail` for people, `issues` points at fields,
 * `fault` is the id to quote to support when something broke on our side.
 */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string().optional(),
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  fault: z.string().optional(),
})
export type Problem = z.infer<typeof problem>
