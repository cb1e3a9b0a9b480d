import type { z } from 'zod'
import type { faultLink } from '#platform/operations/contract.ts'

/** A fault with its causes, the outermost first; where in the code it was thrown folds away. */
export function Faults({ faults }: { faults: readonly z.output<typeof faultLink>[] }) {
  return (
    <ol className="grid gap-2">
      {faults.map((fault, place) => (
        // A chain has an order and nothing else.
        <li key={place} className="rounded-md border bg-sunken px-3 py-2">
          <p className="font-medium break-words">
            {fault.message}
            <span className="ml-2 font-mono text-sm text-soft">{fault.code ?? fault.name}</span>
          </p>
          {fault.stack && (
            <details>
              <summary className="min-h-6 cursor-pointer text-sm text-soft">{fault.name}</summary>
              <pre className="mt-1 overflow-x-auto font-mono text-xs text-soft">{fault.stack}</pre>
            </details>
          )}
        </li>
      ))}
    </ol>
  )
}
