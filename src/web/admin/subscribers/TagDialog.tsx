import { useState } from 'react'
import { changeTags } from '#modules/subscribers/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { subscriberIds: readonly string[]; onClose: () => void; onDone: () => void }

/** Adds tags to all that were chosen and takes others away. */
export function TagDialog({ subscriberIds, onClose, onDone }: Props) {
  const t = useText()
  const [add, setAdd] = useState('')
  const [remove, setRemove] = useState('')
  const form = useContractForm(changeTags, {
    defaults: { subscriberIds: [...subscriberIds], add: [], remove: [] },
    onDone: ({ changed }) => {
      toast.good(t('subscribers.tag.done', { count: changed }))
      onDone()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('subscribers.tag.title', { count: subscriberIds.length })}
      size="sm"
    >
      <Form
        form={form}
        submit={t('subscribers.tag.save')}
        permission={changeTags}
        onCancel={onClose}
      >
        <TextField
          label={t('subscribers.tag.add')}
          hint={t('subscribers.tag.hint')}
          value={add}
          error={form.issueAt('add') ?? form.issueAt('add.0')}
          autoFocus
          optional
          onChange={(text) => {
            setAdd(text)
            form.set({ add: tagsIn(text) })
          }}
        />
        <TextField
          label={t('subscribers.tag.remove')}
          value={remove}
          error={form.issueAt('remove') ?? form.issueAt('remove.0')}
          optional
          onChange={(text) => {
            setRemove(text)
            form.set({ remove: tagsIn(text) })
          }}
        />
      </Form>
    </Dialog>
  )
}

export function tagsIn(text: string): string[] {
  return text
    .split(/[,;\s]+/)
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== '')
}
