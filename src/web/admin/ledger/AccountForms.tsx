import {
  addAccount,
  archiveAccount,
  changeAccount,
  type Account,
} from '#modules/ledger/contract.ts'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

export function NewAccount({ onClose }: { onClose: () => void }) {
  const t = useText()
  const form = useContractForm(addAccount, {
    defaults: { code: Number.NaN, name: '', exportName: null },
    onDone: (account) => {
      toast.good(t('ledger.accounts.added', { name: account.name }))
      onClose()
    },
  })
  const code = form.field('code')
  return (
    <Dialog open onClose={onClose} title={t('ledger.accounts.add')} size="sm">
      <Form
        form={form}
        submit={t('ledger.accounts.add')}
        permission={addAccount}
        onCancel={onClose}
      >
        <NumberField
          label={t('ledger.accounts.code')}
          hint={t('ledger.accounts.codeHint')}
          {...code}
          onChange={(typed) => code.onChange(typed ?? Number.NaN)}
        />
        <TextField label={t('ledger.accounts.name')} {...form.field('name')} />
        <TextField
          label={t('ledger.accounts.exportName')}
          hint={t('ledger.accounts.exportHint')}
          {...form.textOrNull('exportName')}
        />
      </Form>
    </Dialog>
  )
}

export function ChangeAccount({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useText()
  const nameOf = useAccountName()
  const archive = useMutate(archiveAccount)
  const form = useContractForm(changeAccount, {
    defaults: {
      code: account.code,
      name: account.name,
      exportName: account.exportName,
      version: account.version,
    },
    onDone: onClose,
  })
  async function putAway() {
    try {
      await archive.mutateAsync({ code: account.code, version: account.version })
      toast.good(t('ledger.accounts.archivedOne', { name: account.name }))
      onClose()
    } catch (error) {
      toastProblem(error, t)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${account.code} ${nameOf(account)}`}
      size="sm"
      hint={account.isStandard ? t('ledger.accounts.standardHint') : undefined}
    >
      <Form form={form} submit={t('common.save')} permission={changeAccount} onCancel={onClose}>
        {!account.isStandard && (
          <TextField label={t('ledger.accounts.name')} {...form.field('name')} />
        )}
        <TextField
          label={t('ledger.accounts.exportName')}
          hint={t('ledger.accounts.exportHint')}
          {...form.textOrNull('exportName')}
        />
        {!account.isStandard && account.archivedAt === null && (
          <Button look="danger-quiet" busy={archive.isPending} onClick={() => void putAway()}>
            {t('ledger.accounts.archive')}
          </Button>
        )}
      </Form>
    </Dialog>
  )
}
