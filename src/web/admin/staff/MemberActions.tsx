import { Ban, KeyRound, Pencil, ShieldCheck, UserCheck } from 'lucide-react'
import { useState } from 'react'
import {
  changeMember,
  disableMember,
  enableMember,
  resetMemberFactors,
  setMemberRoles,
  type Member,
} from '#modules/staff/contract.ts'
import { GrantFields } from '#web/admin/staff/GrantFields.tsx'
import { grantsOf } from '#web/admin/staff/grants.ts'
import { ReasonDialog } from '#web/admin/staff/ReasonDialog.tsx'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot, useMe } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Menu, MenuItem, MenuSeparator } from '#web/ui/Menu.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

type Open = 'edit' | 'roles' | 'reset' | 'disable'

export function MemberActions({ member }: { member: Member }) {
  const t = useText()
  const mayNot = useMayNot()
  const me = useMe()
  const [open, setOpen] = useState<Open>()
  const enable = useMutate(enableMember)
  const close = () => setOpen(undefined)
  const mayNotManage = mayNot(disableMember)
  const isSelf = member.id === me?.id

  async function letIn() {
    try {
      await enable.mutateAsync({ memberId: member.id })
      toast.good(t('staff.member.enabled', { name: member.name }))
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <>
      <Button
        look="primary"
        icon={<ShieldCheck />}
        onClick={() => setOpen('roles')}
        disabledBecause={mayNot(setMemberRoles)}
      >
        {t('staff.member.setRoles')}
      </Button>
      <Menu trigger={<IconButton label={t('common.actions')}>⋯</IconButton>}>
        <MenuItem icon={<Pencil />} onSelect={() => setOpen('edit')} disabledBecause={mayNotManage}>
          {t('staff.member.edit')}
        </MenuItem>
        <MenuItem
          icon={<KeyRound />}
          onSelect={() => setOpen('reset')}
          disabledBecause={mayNotManage}
        >
          {t('staff.member.resetFactors')}
        </MenuItem>
        <MenuSeparator />
        {member.state === 'active' ? (
          <MenuItem
            icon={<Ban />}
            danger
            onSelect={() => setOpen('disable')}
            disabledBecause={isSelf ? t('staff.member.you') : mayNotManage}
          >
            {t('staff.member.disable')}
          </MenuItem>
        ) : (
          <MenuItem
            icon={<UserCheck />}
            onSelect={() => void letIn()}
            disabledBecause={mayNotManage}
          >
            {t('staff.member.enable')}
          </MenuItem>
        )}
      </Menu>
      {open === 'edit' && <Edit member={member} onClose={close} />}
      {open === 'roles' && <Roles member={member} onClose={close} />}
      {open === 'reset' && (
        <ReasonDialog
          endpoint={resetMemberFactors}
          memberId={member.id}
          title={t('staff.member.resetTitle', { name: member.name })}
          body={t('staff.member.resetBody')}
          action={t('staff.member.resetFactors')}
          done={t('staff.member.resetDone')}
          onClose={close}
        />
      )}
      {open === 'disable' && (
        <ReasonDialog
          endpoint={disableMember}
          memberId={member.id}
          title={t('staff.member.disableTitle', { name: member.name })}
          body={t('staff.member.disableBody')}
          action={t('staff.member.disable')}
          done={t('staff.member.disabled', { name: member.name })}
          onClose={close}
        />
      )}
    </>
  )
}

type Props = { member: Member; onClose: () => void }

function Edit({ member, onClose }: Props) {
  const t = useText()
  const form = useContractForm(changeMember, {
    defaults: { memberId: member.id, name: member.name, language: member.language },
    onDone: () => {
      toast.good(t('staff.member.saved'))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('staff.member.editTitle')} size="sm">
      <Form form={form} submit={t('common.save')} onCancel={onClose} guard={false}>
        <TextField
          label={t('staff.name')}
          autoFocus
          {...form.field('name')}
          value={form.values.name ?? ''}
        />
        <SelectField
          label={t('staff.language')}
          {...form.field('language')}
          value={form.values.language ?? member.language}
          options={[
            { value: 'en', label: 'English' },
            { value: 'sw', label: 'Kiswahili' },
          ]}
        />
      </Form>
    </Dialog>
  )
}

function Roles({ member, onClose }: Props) {
  const t = useText()
  const form = useContractForm(setMemberRoles, {
    defaults: { memberId: member.id, roles: grantsOf(member) },
    onDone: () => {
      toast.good(t('staff.member.rolesSaved'))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('staff.member.setRolesTitle', { name: member.name })}
      hint={t('staff.member.rolesHint')}
      shape="side"
    >
      <Form form={form} submit={t('staff.member.setRoles')} onCancel={onClose}>
        <GrantFields
          grants={form.values.roles}
          onChange={form.field('roles').onChange}
          issueAt={form.issueAt}
        />
      </Form>
    </Dialog>
  )
}
