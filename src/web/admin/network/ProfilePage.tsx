import { useParams } from '@tanstack/react-router'
import { Copy, Trash2 } from 'lucide-react'
import { useState } from 'react'
import {
  changeProfile,
  copyProfile,
  listProfiles,
  removeProfile,
  type ProfileRow,
  type VendorProfile,
} from '#modules/network/contract.ts'
import { ProfileForm } from '#web/admin/network/ProfileForm.tsx'
import { ProfileLines } from '#web/admin/network/ProfileLines.tsx'
import { ProfilePreview } from '#web/admin/network/ProfilePreview.tsx'
import { aboutOf } from '#web/admin/network/profile-about.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'

export function ProfilePage() {
  const t = useText()
  const { profileRef = '' } = useParams({ strict: false })
  const profiles = useCall(listProfiles, {})
  return (
    <Loaded of={profiles} skeleton={<PageSkeleton />}>
      {({ items }) => {
        const profile = items.find(({ ref }) => ref === profileRef)
        return profile ? (
          <OneProfile key={profile.ref} profile={profile} />
        ) : (
          <EmptyState title={t('common.problem.notFound')}>
            {t('common.problem.notFoundHint')}
          </EmptyState>
        )
      }}
    </Loaded>
  )
}

function OneProfile({ profile }: { profile: ProfileRow }) {
  const t = useText()
  const go = useGo()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<'copy' | 'remove'>()
  const [draft, setDraft] = useState<VendorProfile>(profile)
  const remove = useMutate(removeProfile)
  const close = () => setOpen(undefined)
  const isOwn = profile.origin === 'own'
  return (
    <Page
      title={profile.name}
      mark={<Badge>{isOwn ? t('network.profiles.own') : t('network.profiles.brought')}</Badge>}
      lead={aboutOf(profile, t)}
      crumbs={[{ label: t('network.profiles.title'), to: paths.routerProfiles() }]}
      width="wide"
      actions={
        <>
          <Button
            icon={<Copy />}
            onClick={() => setOpen('copy')}
            disabledBecause={mayNot(copyProfile)}
          >
            {t('network.profiles.copy')}
          </Button>
          {isOwn && (
            <Button
              look="danger-quiet"
              icon={<Trash2 />}
              onClick={() => setOpen('remove')}
              disabledBecause={mayNot(removeProfile)}
            >
              {t('network.profiles.remove')}
            </Button>
          )}
        </>
      }
    >
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[3fr_2fr]">
        {isOwn && profile.version !== null && !mayNot(changeProfile) ? (
          <ProfileForm profile={profile} version={profile.version} onDraft={setDraft} />
        ) : (
          <Fixed profile={profile} />
        )}
        <ProfilePreview profile={isOwn ? draft : profile} />
      </div>
      {open === 'copy' && <CopyProfile profile={profile} onClose={close} />}
      <Confirm
        open={open === 'remove'}
        onClose={close}
        danger
        title={t('network.profiles.removeTitle', { name: profile.name })}
        action={t('network.profiles.remove')}
        run={async () => {
          await remove.mutateAsync({ profileId: profile.ref })
          toast.good(t('network.profiles.removed', { name: profile.name }))
          go(paths.routerProfiles())
        }}
      >
        {t('network.profiles.removeBody')}
      </Confirm>
    </Page>
  )
}

function Fixed({ profile }: { profile: ProfileRow }) {
  const t = useText()
  return (
    <Card title={t('network.profiles.linesTitle')} hint={t('network.profiles.fixed')}>
      <Facts
        facts={[
          { label: t('network.make'), value: profile.make },
          {
            label: t('network.profiles.changes'),
            value: t(`network.profiles.changesOf.${profile.changes}`),
          },
          { label: t('network.profiles.coaPort'), value: String(profile.coaPort) },
          { label: t('network.profiles.sessionKeys'), value: profile.sessionKeys.join(', ') },
        ]}
      />
      <ProfileLines lines={profile.lines} />
    </Card>
  )
}

function CopyProfile({ profile, onClose }: { profile: ProfileRow; onClose: () => void }) {
  const t = useText()
  const go = useGo()
  const form = useContractForm(copyProfile, {
    defaults: { from: profile.ref, name: '' },
    onDone: ({ ref, name }) => {
      toast.good(t('network.profiles.copied', { name }))
      go(paths.routerProfile(ref))
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('network.profiles.copyTitle', { name: profile.name })}
      size="sm"
    >
      <Form
        form={form}
        submit={t('network.profiles.copy')}
        permission={copyProfile}
        onCancel={onClose}
      >
        <TextField label={t('network.profiles.name')} autoFocus {...form.field('name')} />
      </Form>
    </Dialog>
  )
}
