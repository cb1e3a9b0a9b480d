import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import type { ParsedReplyOf } from '#kernel/endpoint.ts'
import { FILE_BYTES_MAX, importStatement, type BankAccount } from '#modules/banking/contract.ts'
import { AddAccount } from '#web/admin/banking/AddAccount.tsx'
import { MappingFields } from '#web/admin/banking/MappingFields.tsx'
import { useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { FileField } from '#web/ui/form/FileField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'

type Outcome = ParsedReplyOf<typeof importStatement>

/** A bank's file, from choosing it to what became of it. What its headings mean is asked once. */
export function ImportStatement({
  accounts,
  onClose,
}: {
  accounts: readonly BankAccount[]
  onClose: () => void
}) {
  const t = useText()
  const [isAdding, setAdding] = useState(accounts.length === 0)
  const [outcome, setOutcome] = useState<Outcome>()
  if (isAdding) return <AddAccount onClose={() => setAdding(false)} />
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('banking.import.title')}
      hint={t('banking.import.hint')}
      shape="side"
    >
      {outcome?.kind === 'imported' ? (
        <Done outcome={outcome} onClose={onClose} />
      ) : (
        <Choose
          {...{ accounts, onClose, onOutcome: setOutcome }}
          onAdd={() => setAdding(true)}
          asked={outcome}
        />
      )}
    </Dialog>
  )
}

function Choose({
  accounts,
  asked,
  onAdd,
  onClose,
  onOutcome,
}: {
  accounts: readonly BankAccount[]
  asked: Extract<Outcome, { kind: 'unclear' }> | undefined
  onAdd: () => void
  onClose: () => void
  onOutcome: (outcome: Outcome) => void
}) {
  const t = useText()
  const [id] = useState(randomId)
  const [file, setFile] = useState<File | null>(null)
  const form = useContractForm(importStatement, {
    defaults: {
      ...{ id, accountId: accounts[0]?.id ?? '', fileName: '', file: '', mapping: null },
    },
    fixed: { id },
    refresh: ['banking', 'payments', 'ledger'],
    onDone: (outcome) => {
      if (outcome.kind === 'unclear') form.set({ mapping: outcome.found })
      onOutcome(outcome)
    },
  })
  async function take(chosen: File | null) {
    setFile(chosen)
    form.set({
      ...{ fileName: chosen?.name.slice(0, 200) ?? '', mapping: null },
      file: chosen ? await inBase64(chosen) : '',
    })
  }
  return (
    <Form
      form={form}
      submit={t('banking.import.submit')}
      permission={importStatement}
      onCancel={onClose}
    >
      <SelectField
        label={t('banking.account')}
        options={accounts.map(({ id: value, name, number }) => ({
          ...{ value, label: number === null ? name : `${name} · ${number}` },
        }))}
        {...form.field('accountId')}
      />
      <Button look="quiet" className="justify-self-start" onClick={onAdd}>
        {t('banking.add.title')}
      </Button>
      <FileField
        label={t('banking.import.file')}
        hint={t('banking.import.fileHint')}
        error={form.issueAt('file') ?? form.issueAt('fileName')}
        value={file}
        types="any"
        bytesMax={FILE_BYTES_MAX}
        onChange={(chosen) => void take(chosen)}
      />
      {asked && (
        <MappingFields
          headings={asked.headings}
          value={form.values.mapping ?? {}}
          onChange={(mapping) => form.set({ mapping })}
        />
      )}
    </Form>
  )
}

const CHUNK = 0x8000

async function inBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(text)
}

function Done({
  outcome,
  onClose,
}: {
  outcome: Extract<Outcome, { kind: 'imported' }>
  onClose: () => void
}) {
  const t = useText()
  const { fresh, lines } = outcome
  return (
    <div className="grid gap-5">
      <Banner tone="good" title={t('banking.import.done', { count: fresh })} />
      <Facts
        facts={[
          ...(['owned', 'suspense', 'known', 'arrived', 'perhaps', 'wentOut'] as const).map(
            (name) => ({
              label: t(`banking.import.${name}`),
              value: outcome[name],
            }),
          ),
          { label: t('banking.import.before'), value: lines - fresh },
        ]}
      />
      <Button look="primary" onClick={onClose}>
        {t('common.close')}
      </Button>
    </div>
  )
}
