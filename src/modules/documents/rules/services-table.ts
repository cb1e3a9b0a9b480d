import type { Sheet } from '#kernel/sheet.ts'
import type { Taxed } from '#modules/catalog/contract.ts'
import { plain } from './parts.ts'
import { WORDS, type Language } from './words.ts'

type Line = { readonly service: string | null; readonly taxed: Pick<Taxed, 'net' | 'gross'> }

/**
 * What each line of a company costs in all, for who shares an invoice out among branches. In the order of the invoice; nothing where it
 * speaks of one service only.
 */
export function servicesTable(
  lines: readonly Line[],
  { sign, language }: { sign: bigint; language: Language },
): Sheet['tables'] {
  const text = WORDS[language]
  const of = Map.groupBy(lines, ({ service }) => service)
  if ([...of.keys()].filter((service) => service !== null).length < 2) return []
  const sum = (some: readonly Line[], what: 'net' | 'gross') =>
    plain(sign * some.reduce((total, { taxed }) => total + taxed[what], 0n))
  return [
    {
      ...{ title: text.byService, look: 'side', foot: null },
      columns: [
        { label: text.service, align: 'start', share: 40 },
        { label: text.net, align: 'end', share: 30 },
        { label: text.amount, align: 'end', share: 30 },
      ],
      rows: [...of].map(([service, some]) => ({
        cells: [service ?? text.otherThings, sum(some, 'net'), sum(some, 'gross')],
        ...{ note: null, look: 'plain' },
      })),
    },
  ]
}
