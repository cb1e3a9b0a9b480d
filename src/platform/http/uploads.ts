import type { Endpoint } from '#kernel/endpoint.ts'
import { EdgeError } from '#platform/http/problems.ts'
import type { Ground } from '#platform/http/options.ts'
import { fileHarmful } from '#platform/http/refusals.ts'
import { definitionOf } from '#platform/http/strict.ts'

/**
 * Makes the function that has the files of a call looked at, before a unit of work is opened for it. Which fields are
 * files is read from the contract (`z.base64()`), so that no upload can be forgotten. While the scanner is away no file
 * is taken: whoever uploads can wait, and whoever opens a harmful paper cannot undo it.
 */
export function uploadChecker(
  endpoint: Endpoint,
  { scanner, log }: Pick<Ground, 'scanner' | 'log'>,
): (input: unknown) => Promise<void> {
  const names = filesIn(endpoint)
  if (!scanner || names.length === 0) return () => Promise.resolve()
  return async (input) => {
    const given = new Map(Object.entries(input ?? {}))
    for (const name of names) {
      const base64 = given.get(name)
      if (typeof base64 !== 'string') continue
      const verdict = await scanner.scan(Buffer.from(base64, 'base64')).catch((err: unknown) => {
        log.warn({ err, endpoint: endpoint.name }, 'The scanner of files is away')
        throw new EdgeError(
          503,
          'platform.scanner_away',
          'Files cannot be checked for harmful content right now, so none is taken. Try again in some minutes.',
          { 'retry-after': '60' },
        )
      })
      if (verdict.kind === 'harmful') throw fileHarmful({ what: verdict.what })
    }
  }
}

/** The fields of an endpoint's input that are files in base64. */
export function filesIn({ input }: Pick<Endpoint, 'input'>): string[] {
  const def = definitionOf(input)
  if (def.type !== 'object') return []
  return Object.entries(def.shape)
    .filter(([, field]) => {
      const inner = definitionOf(field)
      const bare = inner.type === 'optional' || inner.type === 'nullable' ? inner.innerType : field
      const { type, ...more } = definitionOf(bare)
      return type === 'string' && 'format' in more && more.format === 'base64'
    })
    .map(([name]) => name)
}
