import type { ProfileLine } from '#modules/network/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Badge } from '#web/ui/Badge.tsx'

/** The lines of a profile, to be read. */
export function ProfileLines({ lines }: { lines: readonly ProfileLine[] }) {
  const t = useText()
  return (
    <ul className="mt-4 grid grid-cols-1 border-t">
      {lines.map((line, place) => (
        <li
          key={`${place} ${line.attribute}`}
          className="grid grid-cols-1 gap-x-4 gap-y-1 border-b py-2 last:border-b-0 md:grid-cols-[1fr_auto]"
        >
          <span className="grid grid-cols-1 font-mono text-sm break-all">
            <span>
              {line.attribute}
              {line.tag !== null && `:${line.tag}`}
            </span>
            <span className="text-accent-text">{line.value}</span>
          </span>
          <span className="flex flex-wrap items-start gap-1.5">
            {line.when !== null && (
              <Badge>
                {t('network.profiles.when')} {line.when}
              </Badge>
            )}
            {line.unless !== null && (
              <Badge>
                {t('network.profiles.unless')} {line.unless}
              </Badge>
            )}
            {line.on.map((purpose) => (
              <Badge key={purpose} tone={purpose === 'coa' ? 'info' : 'neutral'}>
                {purpose === 'coa' ? t('network.profiles.onCoa') : t('network.profiles.onAccept')}
              </Badge>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}
