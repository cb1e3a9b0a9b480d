import { MapPinned, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { formatMoney, kes } from '#kernel/money.ts'
import { readMoney } from '#modules/billing/contract.ts'
import { formatPoint } from '#kernel/geo.ts'
import {
  addAddress,
  changeAddress,
  changeContacts,
  changeParent,
  changeProfile,
  changeTerms,
  formatNumber,
  type Subscriber,
} from '#modules/subscribers/contract.ts'
import { ServicesOfSubscriber } from '#web/admin/services/ServicesOfSubscriber.tsx'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { AddAddress } from '#web/admin/subscribers/AddAddress.tsx'
import { ChangeAddress } from '#web/admin/subscribers/ChangeAddress.tsx'
import { ChangeContacts } from '#web/admin/subscribers/ChangeContacts.tsx'
import { ChangeParent } from '#web/admin/subscribers/ChangeParent.tsx'
import { ChangeProfile } from '#web/admin/subscribers/ChangeProfile.tsx'
import { ChangeTerms } from '#web/admin/subscribers/ChangeTerms.tsx'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { ButtonLink, Link } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { DateTime, Day, Money, Phone } from '#web/ui/values.tsx'

type Props = { subscriber: Subscriber }

/** What a clerk wants to see at a glance: what they hold, how to reach them, where they are, what is owed. */
export function OverviewPart({ subscriber }: Props) {
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[3fr_2fr]">
      <div className="grid gap-6">
        <ServicesOfSubscriber subscriber={subscriber} />
        <MoneyCard subscriber={subscriber} />
        <AddressesCard subscriber={subscriber} />
      </div>
      <div className="grid gap-6">
        <ContactsCard subscriber={subscriber} />
        <ProfileCard subscriber={subscriber} />
        <TermsCard subscriber={subscriber} />
        <FamilyCard subscriber={subscriber} />
      </div>
    </div>
  )
}

/** What they have and owe, and what comes next; the whole of it is a tab away. */
function MoneyCard({ subscriber }: Props) {
  const t = useText()
  const can = useCan()
  const mayRead = can(readMoney, subscriber.siteId ?? undefined)
  const money = useCall(readMoney, { subscriberId: subscriber.id }, { enabled: mayRead })
  if (!mayRead) return null
  return (
    <Card
      title={t('subscribers.money.title')}
      actions={
        <ButtonLink size="sm" look="quiet" to={paths.subscriber(subscriber.id, 'money')}>
          {t('subscribers.money.all')}
        </ButtonLink>
      }
    >
      <Loaded of={money}>
        {({ wallet, owed, overdue, overdueSince, next }) => (
          <Facts
            facts={[
              { label: t('billing.money.wallet'), value: <Money of={wallet} /> },
              { label: t('billing.money.owed'), value: <Money of={owed} /> },
              ...(overdueSince === null
                ? []
                : [
                    {
                      label: t('billing.money.overdue'),
                      value: (
                        <>
                          <Day on={overdueSince} /> · <Money of={overdue} />
                        </>
                      ),
                    },
                  ]),
              ...next.slice(0, NEXT_SHOWN).map((one) => ({
                label: one.plan,
                value: (
                  <>
                    <Money of={one.price} />{' '}
                    {one.paidUntil !== null && (
                      <span className="text-soft">
                        {t('billing.money.paidUntil')} <DateTime at={one.paidUntil} />
                      </span>
                    )}
                  </>
                ),
              })),
            ]}
          />
        )}
      </Loaded>
    </Card>
  )
}

const NEXT_SHOWN = 3

function useEditing(subscriber: Subscriber) {
  const t = useText()
  const mayNot = useMayNot()
  const [isOpen, setOpen] = useState(false)
  return {
    isOpen,
    close: () => setOpen(false),
    button: (label: string, needed: Parameters<typeof mayNot>[0], icon = <Pencil />) => (
      <Button
        size="sm"
        look="quiet"
        icon={icon}
        onClick={() => setOpen(true)}
        disabledBecause={
          subscriber.state === 'active'
            ? mayNot(needed, subscriber.siteId ?? undefined)
            : t('subscribers.closedSince')
        }
      >
        {label}
      </Button>
    ),
  }
}

function ContactsCard({ subscriber }: Props) {
  const t = useText()
  const editing = useEditing(subscriber)
  return (
    <Card
      title={t('subscribers.contacts.title')}
      actions={editing.button(t('subscribers.contacts.edit'), changeContacts)}
    >
      {subscriber.contacts.length === 0 ? (
        <p className="text-soft">{t('subscribers.contacts.none')}</p>
      ) : (
        <Facts
          facts={subscriber.contacts.map((one) => ({
            label: `${t(`subscribers.contacts.purposes.${one.purpose}`)} · ${t(`subscribers.${one.channel}`)}`,
            value: (
              <span className="grid">
                {one.channel === 'email' ? (
                  <a href={`mailto:${one.value}`}>{one.value}</a>
                ) : (
                  <Phone of={one.value} />
                )}
                {one.name && <span className="text-sm text-soft">{one.name}</span>}
              </span>
            ),
            copy: one.value,
          }))}
        />
      )}
      {editing.isOpen && <ChangeContacts subscriber={subscriber} onClose={editing.close} />}
    </Card>
  )
}

function ProfileCard({ subscriber }: Props) {
  const t = useText()
  const editing = useEditing(subscriber)
  const sites = useSiteOptions()
  const { details } = subscriber
  const { paper, representative } = details
  return (
    <Card
      title={t('subscribers.profile.title')}
      actions={editing.button(t('subscribers.profile.edit'), changeProfile)}
    >
      <Facts
        facts={[
          ...(paper ? [{ label: t(`subscribers.papers.${paper.kind}`), value: paper.number }] : []),
          ...(details.registrationNumber
            ? [{ label: t('subscribers.new.registration'), value: details.registrationNumber }]
            : []),
          { label: t('subscribers.new.pin'), value: details.kraPin ?? '–' },
          ...(representative
            ? [{ label: t('subscribers.profile.representative'), value: representative.name }]
            : []),
          ...(details.bornOn
            ? [{ label: t('subscribers.profile.bornOn'), value: <Day on={details.bornOn} /> }]
            : []),
          {
            label: t('subscribers.new.language'),
            value: t(`subscribers.languages.${subscriber.language}`),
          },
          {
            label: t('subscribers.site'),
            value:
              sites.find((site) => site.value === subscriber.siteId)?.label ??
              t('subscribers.anySite'),
          },
          { label: t('subscribers.addedAt'), value: <Day on={subscriber.addedAt.slice(0, 10)} /> },
        ]}
      />
      {editing.isOpen && <ChangeProfile subscriber={subscriber} onClose={editing.close} />}
    </Card>
  )
}

function TermsCard({ subscriber }: Props) {
  const t = useText()
  const language = useLanguage()
  const editing = useEditing(subscriber)
  const { terms } = subscriber
  return (
    <Card
      title={t('subscribers.terms.title')}
      actions={editing.button(t('subscribers.terms.edit'), changeTerms)}
    >
      <Facts
        facts={[
          {
            label: t('subscribers.terms.paymentDays'),
            value: t('subscribers.terms.days', { count: terms.paymentDays }),
          },
          {
            label: t('subscribers.terms.creditLimit'),
            value: formatMoney(kes(BigInt(terms.creditLimitCents)), language),
          },
          {
            label: t('subscribers.terms.cycle'),
            value: `${terms.cycleCount === 1 ? '' : `${terms.cycleCount} × `}${t(`subscribers.terms.units.${terms.cycleUnit}`)}`,
          },
          {
            label: t('subscribers.terms.billedTo'),
            value: t(`subscribers.terms.billed.${terms.billedTo}`),
          },
        ]}
      />
      {editing.isOpen && <ChangeTerms subscriber={subscriber} onClose={editing.close} />}
    </Card>
  )
}

function FamilyCard({ subscriber }: Props) {
  const t = useText()
  const editing = useEditing(subscriber)
  const { parent, children, childCount } = subscriber
  return (
    <Card
      title={
        parent || childCount === 0 ? t('subscribers.family.title') : t('subscribers.family.under')
      }
      actions={editing.button(t('subscribers.family.change'), changeParent)}
    >
      {parent && <Link to={paths.subscriber(parent.id)}>{parent.name}</Link>}
      {!parent && childCount === 0 && <p className="text-soft">{t('subscribers.family.none')}</p>}
      {childCount > 0 && (
        <ul className="grid gap-1">
          {children.slice(0, 12).map((child) => (
            <li key={child.id} className="flex justify-between gap-4">
              <Link to={paths.subscriber(child.id)}>{child.name}</Link>
              <span className="tnum font-mono text-sm text-soft">{formatNumber(child.number)}</span>
            </li>
          ))}
          {childCount > 12 && (
            <li>
              <Link to={`${paths.subscribers()}?parentId=${subscriber.id}`}>
                {t('subscribers.family.more', { count: childCount - 12 })}
              </Link>
            </li>
          )}
        </ul>
      )}
      {editing.isOpen && <ChangeParent subscriber={subscriber} onClose={editing.close} />}
    </Card>
  )
}

function AddressesCard({ subscriber }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const adding = useEditing(subscriber)
  const [changing, setChanging] = useState<Subscriber['addresses'][number]>()
  const open = subscriber.addresses.filter((one) => !one.archived)
  return (
    <Card
      title={t('subscribers.addresses.title')}
      actions={adding.button(t('subscribers.addresses.add'), addAddress, <Plus />)}
    >
      {open.length === 0 && <p className="text-soft">{t('subscribers.addresses.none')}</p>}
      <ul className="grid gap-4">
        {open.map((one) => (
          <li key={one.id} className="flex flex-wrap items-start justify-between gap-2">
            <div>
              <p className="font-medium">
                {[one.line, one.town, one.county].filter((part) => part !== null).join(', ')}
              </p>
              {one.landmark && <p className="text-sm text-soft">{one.landmark}</p>}
              {one.at && (
                <a
                  className="inline-flex items-center gap-1 text-sm"
                  href={`geo:${one.at.lat},${one.at.lng}`}
                >
                  <MapPinned className="size-3.5" aria-hidden="true" />
                  <span className="tnum">{formatPoint(one.at)}</span>
                </a>
              )}
            </div>
            <span className="flex items-center gap-2">
              <Badge>{t(`subscribers.addresses.kinds.${one.kind}`)}</Badge>
              <IconButton
                size="sm"
                label={t('subscribers.addresses.edit')}
                onClick={() => setChanging(one)}
                disabledBecause={mayNot(changeAddress, subscriber.siteId ?? undefined)}
              >
                <Pencil />
              </IconButton>
            </span>
          </li>
        ))}
      </ul>
      {adding.isOpen && <AddAddress subscriber={subscriber} onClose={adding.close} />}
      {changing && (
        <ChangeAddress
          subscriber={subscriber}
          address={changing}
          onClose={() => setChanging(undefined)}
        />
      )}
    </Card>
  )
}
