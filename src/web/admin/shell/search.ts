import { useQueries } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { finders } from '#web/admin/all-ways.ts'
import type { Found } from '#web/admin/screens.ts'
import { useCan } from '#web/session.ts'

const LEAST_LETTERS = 2

/** What the rooms find by name for the palette; each room looks in its own lists, for those who may read them. */
export function useFound(query: string): { found: readonly Found[]; searching: boolean } {
  const can = useCan()
  const asked = useDeferredValue(query.trim())
  const answers = useQueries({
    queries: finders
      .filter((finder) => can(finder.permission))
      .map((finder) => ({
        queryKey: ['search', finder.name, asked],
        queryFn: ({ signal }: { signal: AbortSignal }) => finder.find(asked, signal),
        enabled: asked.length >= LEAST_LETTERS,
        retry: false,
      })),
  })
  return {
    found: asked.length >= LEAST_LETTERS ? answers.flatMap((answer) => answer.data ?? []) : [],
    searching: answers.some((answer) => answer.isFetching),
  }
}
