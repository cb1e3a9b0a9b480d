import { CircleOff, FileMinus2, MessageCircleQuestion, ScrollText, Wrench } from 'lucide-react'
import { useState } from 'react'
import {
  creditInvoice,
  disputeInvoice,
  endDispute,
  recordCertificate,
  writeOffInvoice,
  type Invoice,
} from '#modules/billing/contract.ts'
import { CreditNoteForm } from '#web/admin/billing/CreditNoteForm.tsx'
import {
  CertificateForm,
  DisputeForm,
  EndDisputeForm,
  WriteOffForm,
} from '#web/admin/billing/InvoiceForms.tsx'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Menu, MenuItem } from '#web/ui/Menu.tsx'

type Asked = 'credit' | 'write-off' | 'certificate' | 'dispute' | 'end-dispute'

/** What can be done about an invoice, each with the reason where it cannot be done now. */
export function InvoiceActions({ invoice, siteId }: { invoice: Invoice; siteId?: string }) {
  const t = useText()
  const mayNot = useMayNot()
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  const isOpen = BigInt(invoice.open.cents) > 0n
  const isDisputed = invoice.disputes.some(({ ended }) => ended === null)
  const isCreditable =
    invoice.lines.length < invoice.linesInAll ||
    invoice.lines.some(({ creditableNet }) => BigInt(creditableNet.cents) > 0n)
  return (
    <>
      {isDisputed && (
        <Button
          look="primary"
          onClick={() => setAsked('end-dispute')}
          disabledBecause={mayNot(endDispute, siteId)}
        >
          {t('billing.disputes.end')}
        </Button>
      )}
      <Button
        icon={<FileMinus2 />}
        onClick={() => setAsked('credit')}
        disabledBecause={
          mayNot(creditInvoice, siteId) || (!isCreditable && t('billing.byHand.nothingLeft'))
        }
      >
        {t('billing.byHand.note')}
      </Button>
      <Menu trigger={<Button icon={<Wrench />}>{t('billing.byHand.more')}</Button>}>
        <MenuItem
          icon={<MessageCircleQuestion />}
          onSelect={() => setAsked('dispute')}
          disabledBecause={
            mayNot(disputeInvoice, siteId) ||
            (isDisputed && t('billing.disputes.stands')) ||
            (!isOpen && t('billing.byHand.isSettled'))
          }
        >
          {t('billing.disputes.open')}
        </MenuItem>
        <MenuItem
          icon={<ScrollText />}
          onSelect={() => setAsked('certificate')}
          disabledBecause={mayNot(recordCertificate, siteId)}
        >
          {t('billing.certificates.enter')}
        </MenuItem>
        <MenuItem
          icon={<CircleOff />}
          danger
          onSelect={() => setAsked('write-off')}
          disabledBecause={
            mayNot(writeOffInvoice, siteId) ||
            (invoice.state !== 'overdue' && t('billing.byHand.notOverdue'))
          }
        >
          {t('billing.byHand.writeOff')}
        </MenuItem>
      </Menu>
      {asked === 'credit' && <CreditNoteForm invoice={invoice} onClose={close} />}
      {asked === 'write-off' && <WriteOffForm invoice={invoice} onClose={close} />}
      {asked === 'certificate' && <CertificateForm invoice={invoice} onClose={close} />}
      {asked === 'dispute' && <DisputeForm invoice={invoice} onClose={close} />}
      {asked === 'end-dispute' && (
        <EndDisputeForm invoice={invoice} onClose={close} onCredit={() => setAsked('credit')} />
      )}
    </>
  )
}
