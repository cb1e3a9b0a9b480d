import { Pencil, Satellite } from 'lucide-react'
import { useState } from 'react'
import {
  changeShortcode,
  DARAJA,
  registerShortcode,
  type Shortcode,
} from '#modules/payments/contract.ts'
import { ChangeShortcode, RegisterShortcode } from '#web/admin/payments/ShortcodeForms.tsx'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { RelativeTime } from '#web/ui/values.tsx'

/** One paybill or till: what it is, and whether Safaricom knows where to find us. */
export function ShortcodeCard({ shortcode }: { shortcode: Shortcode }) {
  const t = useText()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<'change' | 'register'>()
  const close = () => setOpen(undefined)
  const never = <span className="text-soft">{t('common.never')}</span>
  const when = (at: string | null) => (at === null ? never : <RelativeTime at={at} />)
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          {shortcode.name}
          <Badge tone={shortcode.isOn ? 'good' : 'neutral'}>
            {t(shortcode.isOn ? 'payments.mpesa.on' : 'payments.mpesa.off')}
          </Badge>
        </span>
      }
      actions={
        <>
          <Button
            icon={<Satellite />}
            onClick={() => setOpen('register')}
            disabledBecause={mayNot(registerShortcode)}
          >
            {t('payments.mpesa.register')}
          </Button>
          <Button
            icon={<Pencil />}
            onClick={() => setOpen('change')}
            disabledBecause={mayNot(changeShortcode)}
          >
            {t('payments.mpesa.change')}
          </Button>
        </>
      }
    >
      {shortcode.trouble !== null && (
        <Banner tone="warn" title={t('payments.mpesa.trouble')} className="mb-4">
          {shortcode.trouble}
        </Banner>
      )}
      <Facts
        facts={[
          {
            label: t(`payments.mpesa.numbers.${shortcode.kind}`),
            value: <span className="tnum">{shortcode.number}</span>,
          },
          {
            label: t('payments.mpesa.api'),
            value:
              shortcode.api === DARAJA.production
                ? t('payments.mpesa.production')
                : shortcode.api === DARAJA.sandbox
                  ? t('payments.mpesa.sandbox')
                  : t('payments.mpesa.simulated'),
          },
          { label: t('payments.mpesa.registered'), value: when(shortcode.urlsRegisteredAt) },
          { label: t('payments.mpesa.lastTold'), value: when(shortcode.toldAt) },
          { label: t('payments.mpesa.pulled'), value: when(shortcode.pulledUntil) },
          {
            label: t('payments.mpesa.validates'),
            value: t(shortcode.validates ? 'common.yes' : 'common.no'),
          },
        ]}
      />
      {open === 'change' && <ChangeShortcode shortcode={shortcode} onClose={close} />}
      {open === 'register' && <RegisterShortcode shortcode={shortcode} onClose={close} />}
    </Card>
  )
}
