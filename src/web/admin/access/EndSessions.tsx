import { endSessions } from '#modules/access/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { sessionIds: readonly string[]; onClose: () => void; onDone?: () => void }

/** Ends one session or many, with a reason that is kept; the sessions themselves show what comes of it. */
export function EndSessions({ sessionIds, onClose, onDone }: Props) {
  const t = useText()
  const form = useContractForm(endSessions, {
    defaults: { sessionIds: [...sessionIds], reason: '' },
    onDone: ({ ending, already }) => {
      toast.good(
        t('access.online.ending', { count: ending }),
        already > 0 ? { detail: t('access.online.already', { count: already }) } : {},
      )
      onDone?.()
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('access.online.endTitle', { count: sessionIds.length })}
      hint={t('access.online.endBody')}
      size="sm"
    >
      <Form form={form} submit={t('access.online.end')} danger onCancel={onClose} guard={false}>
        <TextField
          label={t('access.online.endReason')}
          hint={t('access.online.endReasonHint')}
          autoFocus
          {...form.field('reason')}
        />
      </Form>
    </Dialog>
  )
}
