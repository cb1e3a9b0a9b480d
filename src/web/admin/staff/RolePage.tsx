import { useParams } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import {
  changeRole,
  createRole,
  listRoles,
  removeRole,
  type Role,
} from '#modules/staff/contract.ts'
import { RoleFields, type RoleValues } from '#web/admin/staff/RoleFields.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'
import { PageNotFound } from '#web/admin/shell/PageProblems.tsx'

export function RolePage() {
  const { roleId = '' } = useParams({ strict: false })
  const roles = useCall(listRoles, {})
  if (roleId === 'new') return <NewRole />
  return (
    <Loaded of={roles} skeleton={<PageSkeleton />}>
      {({ items }) => {
        const role = items.find((each) => each.id === roleId)
        return role ? <OneRole key={role.id} role={role} /> : <PageNotFound />
      }}
    </Loaded>
  )
}

function useCrumbs() {
  const t = useText()
  return [{ label: t('staff.rolesPage.title'), to: paths.roles() }]
}

function NewRole() {
  const t = useText()
  const go = useGo()
  const form = useContractForm(createRole, {
    defaults: { name: '', description: '', permissions: [], requiresMfa: true },
    onDone: () => {
      toast.good(t('staff.rolesPage.created'))
      go(paths.roles())
    },
  })
  return (
    <Page title={t('staff.rolesPage.newTitle')} crumbs={useCrumbs()} width="narrow">
      <Form form={form} submit={t('staff.rolesPage.create')} permission="staff.roles">
        <RoleFields values={allOf(form.values)} set={form.set} issueAt={form.issueAt} />
      </Form>
    </Page>
  )
}

function OneRole({ role }: { role: Role }) {
  const t = useText()
  const go = useGo()
  const mayNot = useMayNot()
  const [removing, setRemoving] = useState(false)
  const remove = useMutate(removeRole)
  const { name, description, permissions, requiresMfa } = role
  const stored = { name, description, permissions, requiresMfa }
  const form = useContractForm(changeRole, {
    defaults: { roleId: role.id, ...stored },
    onDone: () => void toast.good(t('staff.rolesPage.saved')),
  })
  return (
    <Page
      title={role.name}
      crumbs={useCrumbs()}
      width="narrow"
      actions={
        !role.fixed && (
          <Button
            look="danger-quiet"
            icon={<Trash2 />}
            onClick={() => setRemoving(true)}
            disabledBecause={
              mayNot('staff.roles') || (role.members > 0 && t('staff.rolesPage.removeInUse'))
            }
          >
            {t('staff.rolesPage.remove')}
          </Button>
        )
      }
    >
      {role.fixed ? (
        <Banner tone="info" title={t('staff.rolesPage.fixed')}>
          {t('staff.rolesPage.everything')}
        </Banner>
      ) : (
        <Form form={form} submit={t('staff.rolesPage.save')} permission="staff.roles">
          <RoleFields values={allOf(form.values)} set={form.set} issueAt={form.issueAt} />
        </Form>
      )}
      <Confirm
        open={removing}
        onClose={() => setRemoving(false)}
        title={t('staff.rolesPage.removeTitle', { name: role.name })}
        action={t('staff.rolesPage.remove')}
        danger
        run={async () => {
          await remove.mutateAsync({ roleId: role.id })
          toast.good(t('staff.rolesPage.removed'))
          go(paths.roles())
        }}
      >
        {t('staff.rolesPage.removeBody')}
      </Confirm>
    </Page>
  )
}

type Draft = { [K in keyof RoleValues]?: RoleValues[K] | undefined }

/** An endpoint may leave a field out; the form shows all of them. */
function allOf({ name, description, permissions, requiresMfa }: Draft): RoleValues {
  return {
    name: name ?? '',
    description: description ?? '',
    permissions: permissions ?? [],
    requiresMfa: requiresMfa ?? true,
  }
}
