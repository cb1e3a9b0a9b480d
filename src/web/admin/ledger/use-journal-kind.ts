import { ledger } from '#web/i18n/en/ledger.ts'
import { useText } from '#web/i18n/index.ts'

type Known = keyof typeof ledger.what

function isKnown(kind: string): kind is Known {
  return Object.hasOwn(ledger.what, kind)
}

/** What a journal is about, in words: the kind under the name of its room, with a dash for the dot. */
export function useJournalKind(): (kind: string) => string {
  const t = useText()
  return (kind) => {
    const key = kind.replace('.', '_')
    return isKnown(key) ? t(`ledger.what.${key}`) : kind
  }
}

/** Kinds that have a name, for the filter. */
export const JOURNAL_KINDS = Object.keys(ledger.what).map((key) => key.replace('_', '.'))
