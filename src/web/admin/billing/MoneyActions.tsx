import { FilePen, Gift, PiggyBank, ReceiptText, Wrench } from 'lucide-react'
import { useState } from 'react'
import {
  chargeSubscriber,
  giveGoodwill,
  takeDeposit,
  writeQuotation,
} from '#modules/billing/contract.ts'
import type { Subscriber } from '#modules/subscribers/contract.ts'
import { ChargeForm } from '#web/admin/billing/ChargeForm.tsx'
import { DepositForm } from '#web/admin/billing/DepositForm.tsx'
import { GoodwillForm } from '#web/admin/billing/GoodwillForm.tsx'
import { WriteQuotation } from '#web/admin/billing/QuotationForms.tsx'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Menu, MenuItem } from '#web/ui/Menu.tsx'

/** What is booked for a subscriber by hand. */
export function MoneyActions({ subscriber }: { subscriber: Subscriber }) {
  const t = useText()
  const mayNot = useMayNot()
  const [asked, setAsked] = useState<'charge' | 'goodwill' | 'deposit' | 'quotation'>()
  const close = () => setAsked(undefined)
  const siteId = subscriber.siteId ?? undefined
  return (
    <>
      <Menu trigger={<Button icon={<Wrench />}>{t('billing.byHand.title')}</Button>}>
        <MenuItem
          icon={<FilePen />}
          onSelect={() => setAsked('quotation')}
          disabledBecause={mayNot(writeQuotation, siteId)}
        >
          {t('billing.quotation.write')}
        </MenuItem>
        <MenuItem
          icon={<ReceiptText />}
          onSelect={() => setAsked('charge')}
          disabledBecause={mayNot(chargeSubscriber, siteId)}
        >
          {t('billing.byHand.charge')}
        </MenuItem>
        <MenuItem
          icon={<Gift />}
          onSelect={() => setAsked('goodwill')}
          disabledBecause={mayNot(giveGoodwill, siteId)}
        >
          {t('billing.byHand.goodwill')}
        </MenuItem>
        <MenuItem
          icon={<PiggyBank />}
          onSelect={() => setAsked('deposit')}
          disabledBecause={mayNot(takeDeposit, siteId)}
        >
          {t('billing.byHand.deposit')}
        </MenuItem>
      </Menu>
      {asked === 'charge' && <ChargeForm subscriber={subscriber} onClose={close} />}
      {asked === 'quotation' && <WriteQuotation subscriber={subscriber} onClose={close} />}
      {asked === 'goodwill' && <GoodwillForm subscriberId={subscriber.id} onClose={close} />}
      {asked === 'deposit' && <DepositForm subscriberId={subscriber.id} onClose={close} />}
    </>
  )
}
