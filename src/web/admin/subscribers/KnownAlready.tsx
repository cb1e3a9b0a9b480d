import { useDeferredValue } from 'react'
import { useQuery } from '@tanstack/react-query'
import { call } from '#kernel/client.ts'
import type { InputOf } from '#kernel/endpoint.ts'
import { findDuplicates, formatNumber, type addSubscriber } from '#modules/subscribers/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Link } from '#web/ui/Link.tsx'

/** While a clerk types: who may be the same person already. */
export function KnownAlready({ values }: { values: InputOf<typeof addSubscriber> }) {
  const t = useText()
  const typed = useDeferredValue({
    name: values.name,
    phone: values.contacts[0]?.value || null,
    email: values.contacts[1]?.value || null,
    paper: values.details.paper?.number || null,
    kraPin: values.details.kraPin,
  })
  const asks =
    (typed.phone?.length ?? 0) >= 9 || (typed.paper?.length ?? 0) >= 6 || typed.name.includes(' ')
  const { data } = useQuery({
    queryKey: ['subscribers', 'find-duplicates', typed],
    queryFn: ({ signal }) => call(findDuplicates, typed, { signal }),
    enabled: asks,
    staleTime: 10_000,
  })
  const found = asks ? (data?.found ?? []) : []
  if (found.length === 0) return null
  return (
    <Banner tone="warn" title={t('subscribers.new.known')}>
      <p>{t('subscribers.new.knownHint')}</p>
      <ul className="mt-1 grid gap-1">
        {found.slice(0, 4).map((one) => (
          <li key={one.id}>
            <Link to={paths.subscriber(one.id)}>{one.name}</Link> {formatNumber(one.number)} ·{' '}
            {one.because.map((because) => t(`subscribers.new.because.${because}`)).join(', ')}
          </li>
        ))}
      </ul>
    </Banner>
  )
}
