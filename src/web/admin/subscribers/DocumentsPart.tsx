import { FileText, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { formatBytes } from '#kernel/bytes.ts'
import {
  addDocument,
  DOCUMENT_BYTES_MAX,
  DOCUMENT_KINDS,
  listDocuments,
  MEDIA_TYPES,
  removeDocument,
  type Document,
  type Subscriber,
} from '#modules/subscribers/contract.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FileField } from '#web/ui/form/FileField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime } from '#web/ui/values.tsx'

type Props = { subscriber: Subscriber }

export function DocumentsPart({ subscriber }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const [adding, setAdding] = useState(false)
  const documents = useCall(listDocuments, { subscriberId: subscriber.id })
  const add = (
    <Button
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={mayNot(addDocument, subscriber.siteId ?? undefined)}
    >
      {t('subscribers.documents.add')}
    </Button>
  )
  return (
    <Card
      title={t('subscribers.documents.title')}
      hint={t('subscribers.documents.hint')}
      actions={add}
    >
      <Loaded of={documents}>
        {({ documents: papers }) =>
          papers.length === 0 ? (
            <EmptyState icon={FileText} title={t('subscribers.documents.title')}>
              {t('subscribers.documents.none')}
            </EmptyState>
          ) : (
            <ul className="divide-y">
              {papers.map((paper) => (
                <Paper key={paper.id} paper={paper} subscriber={subscriber} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding && <AddDocument subscriber={subscriber} onClose={() => setAdding(false)} />}
    </Card>
  )
}

function Paper({ paper, subscriber }: Props & { paper: Document }) {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const [removing, setRemoving] = useState(false)
  const remove = useMutate(removeDocument, {
    onDone: () => toast.good(t('subscribers.documents.removed')),
  })
  const refused = mayNot(removeDocument, subscriber.siteId ?? undefined)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
      <FileText className="size-4 text-soft" aria-hidden="true" />
      <a
        className="font-medium"
        target="_blank"
        rel="noreferrer"
        href={`/api/subscribers/${subscriber.id}/documents/${paper.id}`}
      >
        {paper.name}
      </a>
      <Badge>{t(`subscribers.documents.kinds.${paper.kind}`)}</Badge>
      <span className="text-sm text-soft">
        {formatBytes(BigInt(paper.sizeBytes), language)} · <DateTime at={paper.addedAt} />
      </span>
      <span className="ml-auto">
        {!refused && (
          <IconButton
            size="sm"
            label={t('subscribers.documents.remove')}
            onClick={() => setRemoving(true)}
          >
            <Trash2 />
          </IconButton>
        )}
      </span>
      <Confirm
        open={removing}
        onClose={() => setRemoving(false)}
        title={t('subscribers.documents.removeTitle', { name: paper.name })}
        action={t('subscribers.documents.remove')}
        danger
        run={() => remove.mutateAsync({ subscriberId: subscriber.id, documentId: paper.id })}
      >
        {t('subscribers.documents.removeBody')}
      </Confirm>
    </li>
  )
}

function AddDocument({ subscriber, onClose }: Props & { onClose: () => void }) {
  const t = useText()
  const [file, setFile] = useState<File | null>(null)
  const form = useContractForm(addDocument, {
    defaults: { subscriberId: subscriber.id, kind: 'identity', name: '', contentBase64: '' },
    onDone: () => {
      toast.good(t('subscribers.documents.added'))
      onClose()
    },
  })
  async function take(chosen: File | null) {
    setFile(chosen)
    if (!chosen) return form.set({ contentBase64: '' })
    const bytes = new Uint8Array(await chosen.arrayBuffer())
    form.set({
      contentBase64: bytes.toBase64(),
      ...(form.values.name === '' && { name: chosen.name.replace(/\.\w+$/, '') }),
    })
  }
  return (
    <Dialog open onClose={onClose} title={t('subscribers.documents.add')}>
      <Form
        form={form}
        submit={t('subscribers.documents.add')}
        permission={addDocument}
        onCancel={onClose}
      >
        <FileField
          label={t('subscribers.documents.file')}
          types={MEDIA_TYPES}
          bytesMax={DOCUMENT_BYTES_MAX}
          value={file}
          error={form.issueAt('contentBase64')}
          onChange={(chosen) => void take(chosen)}
        />
        <SelectField
          label={t('subscribers.documents.kind')}
          options={DOCUMENT_KINDS.map((value) => ({
            value,
            label: t(`subscribers.documents.kinds.${value}`),
          }))}
          {...form.field('kind')}
        />
        <TextField label={t('subscribers.documents.name')} {...form.field('name')} />
      </Form>
    </Dialog>
  )
}
