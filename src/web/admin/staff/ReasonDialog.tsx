import type { disableMember, resetMemberFactors } from '#modules/staff/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = {
  endpoint: typeof disableMember | typeof resetMemberFactors
  memberId: string
  title: string
  body: string
  action: string
  done: string
  onClose: () => void
}

/** Something grave done to a colleague: what will happen, and a reason that is kept. */
export function ReasonDialog({ endpoint, memberId, title, body, action, done, onClose }: Props) {
  const t = useText()
  const form = useContractForm(endpoint, {
    defaults: { memberId, reason: '' },
    onDone: () => {
      toast.good(done)
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={title} hint={body} size="sm">
      <Form form={form} submit={action} danger onCancel={onClose} guard={false}>
        <TextArea
          label={t('staff.member.reason')}
          hint={t('staff.member.reasonHint')}
          rows={3}
          autoFocus
          {...form.field('reason')}
        />
      </Form>
    </Dialog>
  )
}
