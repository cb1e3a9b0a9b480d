import type { TracedPacket } from '#modules/access/contract.ts'
import { useText } from '#web/i18n/index.ts'

/** Attributes of a packet by name, as radclient prints them. */
export function AttributeList({ of }: { of: TracedPacket['attributes'] }) {
  const t = useText()
  return (
    <ul className="grid gap-0.5 font-mono text-sm">
      {of.map(({ name, value, hidden }, place) => (
        <li key={`${place} ${name}`} className="wrap-anywhere">
          <span className="text-soft">{name} = </span>
          {hidden ? <em className="text-soft">{t('access.traces.hidden')}</em> : value}
        </li>
      ))}
    </ul>
  )
}
