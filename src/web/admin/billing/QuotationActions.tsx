import { Ban, Check, Pencil, Send, ThumbsDown, Wrench } from 'lucide-react'
import { useState } from 'react'
import {
  acceptQuotation,
  changeQuotation,
  declineQuotation,
  sendQuotation,
  withdrawQuotation,
  type Quotation,
} from '#modules/billing/contract.ts'
import { ChangeQuotation, EndQuotation } from '#web/admin/billing/QuotationForms.tsx'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Menu, MenuItem } from '#web/ui/Menu.tsx'
import { toast } from '#web/ui/toast.ts'

type Asked = 'change' | 'send' | 'accept' | 'decline' | 'withdraw'

/** What can be done with a quotation, each with the reason where it cannot be done now. */
export function QuotationActions({ quotation }: { quotation: Quotation }) {
  const t = useText()
  const mayNot = useMayNot()
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  const { id: quotationId, state, version } = quotation
  const code = quotation.code ?? ''
  const siteId = quotation.siteId ?? undefined
  const refresh = { refresh: ['billing', 'documents', 'services', 'subscribers', 'ledger'] }
  const send = useMutate(sendQuotation, refresh)
  const accept = useMutate(acceptQuotation, refresh)
  const notDraft = state !== 'draft' && t('billing.quotation.onlyDraft')
  const notSent = state !== 'sent' && t('billing.quotation.onlySent')
  const isOver = state !== 'draft' && state !== 'sent'

  async function sendNow() {
    const sent = await send.mutateAsync({ quotationId, version })
    toast.good(t('billing.quotation.sent', { code: sent.code ?? '' }))
  }

  async function acceptNow() {
    await accept.mutateAsync({ quotationId })
    toast.good(t('billing.quotation.accepted', { code }))
  }

  return (
    <>
      {state === 'draft' ? (
        <>
          <Button
            icon={<Pencil />}
            onClick={() => setAsked('change')}
            disabledBecause={mayNot(changeQuotation, siteId) || notDraft}
          >
            {t('billing.quotation.change')}
          </Button>
          <Button
            look="primary"
            icon={<Send />}
            onClick={() => setAsked('send')}
            disabledBecause={mayNot(sendQuotation, siteId) || notDraft}
          >
            {t('billing.quotation.send')}
          </Button>
        </>
      ) : (
        <Button
          look="primary"
          icon={<Check />}
          onClick={() => setAsked('accept')}
          disabledBecause={mayNot(acceptQuotation, siteId) || notSent}
        >
          {t('billing.quotation.accept')}
        </Button>
      )}
      <Menu trigger={<Button icon={<Wrench />}>{t('billing.byHand.more')}</Button>}>
        <MenuItem
          icon={<ThumbsDown />}
          onSelect={() => setAsked('decline')}
          disabledBecause={mayNot(declineQuotation, siteId) || notSent}
        >
          {t('billing.quotation.decline')}
        </MenuItem>
        <MenuItem
          icon={<Ban />}
          danger
          onSelect={() => setAsked('withdraw')}
          disabledBecause={
            mayNot(withdrawQuotation, siteId) || (isOver && t('billing.quotation.onlySent'))
          }
        >
          {t('billing.quotation.withdraw')}
        </MenuItem>
      </Menu>
      {asked === 'change' && <ChangeQuotation quotation={quotation} onClose={close} />}
      <Confirm
        open={asked === 'send'}
        onClose={close}
        title={t('billing.quotation.sendTitle')}
        action={t('billing.quotation.send')}
        run={sendNow}
      >
        {t('billing.quotation.sendHint')}
      </Confirm>
      <Confirm
        open={asked === 'accept'}
        onClose={close}
        title={t('billing.quotation.acceptTitle', { code })}
        action={t('billing.quotation.accept')}
        run={acceptNow}
      >
        {t('billing.quotation.acceptHint')}
      </Confirm>
      {(asked === 'decline' || asked === 'withdraw') && (
        <EndQuotation quotationId={quotationId} how={asked} onClose={close} />
      )}
    </>
  )
}
