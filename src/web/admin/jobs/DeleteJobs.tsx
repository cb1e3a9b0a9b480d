import { deleteJobs, type JobRow } from '#platform/operations/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

/** Gives up on jobs for good, with a reason that is kept. */
export function DeleteJobs({ jobs, onClose }: { jobs: readonly JobRow[]; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(deleteJobs, {
    defaults: { ids: jobs.map((job) => job.id), reason: '' },
    onDone: ({ deleted }) => {
      toast.good(t('system.jobs.deleted', { count: deleted }))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('system.jobs.deleteTitle', { count: jobs.length })}
      hint={t('system.jobs.deleteBody')}
      size="sm"
    >
      <Form form={form} submit={t('system.jobs.delete')} danger onCancel={onClose} guard={false}>
        <TextArea
          label={t('system.jobs.deleteReason')}
          hint={t('system.jobs.deleteReasonHint')}
          rows={3}
          autoFocus
          {...form.field('reason')}
        />
      </Form>
    </Dialog>
  )
}
