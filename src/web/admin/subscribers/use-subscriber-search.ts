import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#kernel/client.ts'
import { formatNumber, listSubscribers, type SubscriberRow } from '#modules/subscribers/contract.ts'

/** Finds subscribers for a box of choices; from three letters on. */
export function useSubscriberSearch(
  isOffered: (one: SubscriberRow) => boolean,
  given: { typed?: string } = {},
) {
  const [typed, setTyped] = useState(given.typed ?? '')
  const { data, isFetching } = useQuery({
    queryKey: ['subscribers', 'list-subscribers', 'choose', typed],
    queryFn: ({ signal }) => call(listSubscribers, { q: typed, limit: 20 }, { signal }),
    enabled: typed.trim().length > 2,
  })
  const found = (data?.items ?? []).filter(isOffered)
  return {
    options: found.map((one) => ({
      value: one.id,
      label: `${one.name} · ${formatNumber(one.number)}`,
      ...(one.phone && { hint: one.phone }),
    })),
    onSearch: setTyped,
    searching: isFetching,
  }
}
