import { z } from 'zod'
import { errorCode } from '#platform/database-fault.ts'

/** One error of a chain of causes, the outermost first. */
export const faultLink = z.object({
  name: z.string(),
  message: z.string(),
  code: z.string().optional(),
  stack: z.string().optional(),
})
export type FaultLink = z.infer<typeof faultLink>

const LINKS_MAX = 10
const STACK_MAX = 4_000
const MESSAGE_MAX = 2_000

/** What went wrong, with everything that caused it, small enough to keep with a job. */
export function faultChain(error: unknown): FaultLink[] {
  const links: FaultLink[] = []
  for (let at = error; at !== undefined && at !== null && links.length < LINKS_MAX;) {
    links.push(linkOf(at))
    at = at instanceof Error ? at.cause : undefined
  }
  return links
}

function linkOf(error: unknown): FaultLink {
  if (!(error instanceof Error))
    return { name: typeof error, message: String(error).slice(0, MESSAGE_MAX) }
  const code = errorCode(error)
  return {
    name: error.name,
    message: error.message.slice(0, MESSAGE_MAX),
    ...(code === undefined ? {} : { code }),
    ...(error.stack === undefined ? {} : { stack: error.stack.slice(0, STACK_MAX) }),
  }
}

const chain = z.array(faultLink).min(1)

/** graphile-worker keeps only the message of an error, so the whole chain travels in it. */
export function packFault(error: unknown): Error {
  return new Error(JSON.stringify(faultChain(error)), { cause: error })
}

/** Reads what `packFault` wrote; a message from elsewhere (the queue itself) becomes a chain of one. */
export function unpackFault(message: string): FaultLink[] {
  try {
    const parsed = chain.safeParse(JSON.parse(message))
    if (parsed.success) return parsed.data
  } catch {
    // Not JSON: a message of the queue's own.
  }
  return [{ name: 'Error', message }]
}
