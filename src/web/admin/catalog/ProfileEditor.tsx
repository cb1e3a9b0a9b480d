import {
  addProfile,
  archiveProfile,
  changeProfile,
  profileContent,
  readProfile,
  type ProfileKind,
  type ProfileRow,
} from '#modules/catalog/contract.ts'
import { StaleBanner } from '#web/admin/catalog/StaleBanner.tsx'
import { ContentFields } from '#web/admin/catalog/ContentFields.tsx'
import { START, type ProfileInput } from '#web/admin/catalog/profile-values.ts'
import { ProfilePicture } from '#web/admin/catalog/ProfilePicture.tsx'
import { said } from '#web/admin/catalog/words.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Link } from '#web/ui/Link.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime } from '#web/ui/values.tsx'

type IssueAt = (path: string) => string | undefined

function Drawn({ content }: { content: ProfileInput }) {
  const parsed = profileContent.safeParse(content)
  return parsed.success ? (
    <div className="rounded-lg border bg-sunken p-4">
      <ProfilePicture content={parsed.data} />
    </div>
  ) : null
}

export function AddProfile({ kind, onClose }: { kind: ProfileKind; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(addProfile, {
    defaults: { name: { en: '', sw: '' }, notes: '', content: START[kind] },
    onDone: (profile) => {
      toast.good(t('catalog.saved', { name: profile.name.en }))
      onClose()
    },
  })
  const { content } = form.values
  return (
    <Dialog open onClose={onClose} title={t(`catalog.profileKind.${kind}`)} shape="side">
      <Form
        form={form}
        submit={t('catalog.profile.add')}
        permission={addProfile}
        onCancel={onClose}
      >
        <TextField label={t('catalog.price.nameEn')} autoFocus {...form.field('name.en')} />
        <TextField label={t('catalog.price.nameSw')} optional {...form.field('name.sw')} />
        <Drawn content={content} />
        <ContentFields
          content={content}
          issueAt={form.issueAt as IssueAt}
          onChange={(next) => form.set({ content: next })}
        />
      </Form>
    </Dialog>
  )
}

export function ChangeProfile({ row, onClose }: { row: ProfileRow; onClose: () => void }) {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const { data } = useCall(readProfile, { profileId: row.id })
  const archive = useMutate(archiveProfile)
  const form = useContractForm(changeProfile, {
    defaults: {
      ...{ profileId: row.id, version: row.version, name: row.name, notes: row.notes },
      content: profileContent.encode(row.latest.content),
    },
    onDone: (profile) => {
      toast.good(t('catalog.saved', { name: profile.name.en }))
      onClose()
    },
  })
  const { content } = form.values
  return (
    <Dialog
      open
      onClose={onClose}
      title={said(row.name, language)}
      hint={t('catalog.profile.keepHint')}
      shape="side"
    >
      <Form
        form={form}
        submit={t('catalog.profile.save')}
        permission={changeProfile}
        onCancel={onClose}
      >
        <StaleBanner form={form} />
        <TextField label={t('catalog.price.nameEn')} {...form.field('name.en')} />
        <TextField label={t('catalog.price.nameSw')} optional {...form.field('name.sw')} />
        <Drawn content={content} />
        <ContentFields
          content={content}
          issueAt={form.issueAt as IssueAt}
          onChange={(next) => form.set({ content: next })}
        />
      </Form>
      <section className="mt-6 grid gap-3 border-t pt-4">
        <h3 className="font-semibold">{t('catalog.profile.usedBy')}</h3>
        {data?.plans.length === 0 && <p className="text-soft">{t('catalog.profile.unused')}</p>}
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {data?.plans.map((plan) => (
            <li key={`${plan.id}${plan.number}`}>
              <Link to={paths.plan(plan.id)}>{plan.name}</Link>{' '}
              <span className="text-sm text-soft">
                {t('catalog.plan.versionNumber', { number: plan.number })}
              </span>
            </li>
          ))}
        </ul>
        <h3 className="font-semibold">{t('catalog.versions')}</h3>
        <ol className="grid gap-3">
          {data?.versions.map((version) => (
            <li key={version.id} className="grid gap-2 rounded-lg border p-3">
              <p className="text-sm text-soft">
                {t('catalog.plan.versionNumber', { number: version.number })} ·{' '}
                <DateTime at={version.madeAt} />
              </p>
              <ProfilePicture content={version.content} />
            </li>
          ))}
        </ol>
        {row.state === 'open' && (
          <div>
            <Button
              look="danger-quiet"
              size="sm"
              busy={archive.isPending}
              disabledBecause={mayNot(archiveProfile)}
              onClick={() =>
                archive.mutate(
                  { profileId: row.id, version: row.version },
                  { onSuccess: onClose, onError: (error) => toastProblem(error, t) },
                )
              }
            >
              {t('catalog.archive')}
            </Button>
          </div>
        )}
      </section>
    </Dialog>
  )
}
