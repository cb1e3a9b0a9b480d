import {
  CircleCheck,
  FileWarning,
  HandCoins,
  RouterIcon,
  Scale,
  TriangleAlert,
  Unplug,
  Vault,
  type LucideIcon,
} from 'lucide-react'
import type { Now, Waiting } from '#modules/desk/contract.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { formatCount } from '#web/ui/format.ts'
import { Anchor } from '#web/ui/Link.tsx'
import { Money } from '#web/ui/values.tsx'

const LOOKS: Readonly<Record<Waiting['what'], { icon: LucideIcon; to: string }>> = {
  'quiet-routers': { icon: RouterIcon, to: `${paths.routers()}?health=silent&health=trouble` },
  suspense: { icon: HandCoins, to: paths.payments('suspense') },
  differences: { icon: Scale, to: paths.payments('reconciliation') },
  disputes: { icon: FileWarning, to: `${paths.invoices()}?state=disputed` },
  'old-drawers': { icon: Vault, to: paths.tills('drawers') },
  'troubled-sessions': { icon: Unplug, to: `${paths.online()}?state=trouble` },
  'dead-jobs': { icon: TriangleAlert, to: `${paths.jobs()}?state=dead` },
}

/** What goes on only when somebody does something about it; each row leads to where that is done. */
export function WaitingCard({ waiting }: Pick<Now, 'waiting'>) {
  const t = useText()
  return (
    <Card flush title={t('home.waits')}>
      {waiting.length === 0 ? (
        <EmptyState icon={CircleCheck} title={t('home.nothingWaits')}>
          {t('home.nothingWaitsBody')}
        </EmptyState>
      ) : (
        <ul className="divide-y">
          {waiting.map((one) => (
            <Row key={one.what} {...one} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function Row({ what, count, money }: Waiting) {
  const t = useText()
  const language = useLanguage()
  const { icon: Icon, to } = LOOKS[what]
  return (
    <li className="relative flex items-center gap-3 px-5 py-3 transition-colors hover:bg-hover">
      <Icon aria-hidden="true" className="size-4.5 shrink-0 text-warn-text" strokeWidth={1.75} />
      <Anchor to={to} className="min-w-0 flex-1 after:absolute after:inset-0">
        {t(`home.waiting.${what}`, { count, shown: formatCount(count, language) })}
      </Anchor>
      {money && (
        <span className="tnum text-soft">
          <Money of={money} />
        </span>
      )}
    </li>
  )
}
