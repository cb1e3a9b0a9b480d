import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { z } from 'zod'
import { call, ProblemError } from '#kernel/client.ts'
import { acceptInvitation, lookAtInvitation } from '#modules/staff/contract.ts'
import { Gate } from '#web/admin/sign-in/Gate.tsx'
import { useAttempt, useEnter } from '#web/admin/sign-in/use-attempt.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useBrand } from '#web/session.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { PasswordField } from '#web/ui/form/PasswordField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { Link } from '#web/ui/Link.tsx'
import { ProblemView } from '#web/ui/Problem.tsx'
import { TextSkeleton } from '#web/ui/Skeleton.tsx'

type Invitation = z.output<(typeof lookAtInvitation)['reply']>

/** Opened from the link in the mail. The token is the fragment, so no log and no referrer has it. */
export function InvitationPage() {
  const t = useText()
  const token = window.location.hash.slice(1)
  const look = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => call(lookAtInvitation, { token }),
    enabled: token.length > 0,
    retry: false,
  })
  if (look.data) return <Join token={token} invitation={look.data} />
  const isGone = token === '' || (look.error instanceof ProblemError && look.error.status < 500)
  if (isGone)
    return (
      <Gate title={t('signIn.invited.goneTitle')} lead={t('signIn.invited.goneLead')}>
        <Link to={paths.signIn()}>{t('signIn.backToSignIn')}</Link>
      </Gate>
    )
  return (
    <Gate title={t('signIn.title')}>
      {look.isError ? (
        <ProblemView error={look.error} onRetry={() => void look.refetch()} />
      ) : (
        <TextSkeleton lines={4} />
      )}
    </Gate>
  )
}

function Join({ token, invitation }: { token: string; invitation: Invitation }) {
  const t = useText()
  const brand = useBrand()
  const language = useLanguage()
  const enter = useEnter()
  const [name, setName] = useState(invitation.name)
  const [password, setPassword] = useState('')
  const { busy, problem, attempt } = useAttempt(t('signIn.invited.goneLead'))

  function submit(event: FormEvent) {
    event.preventDefault()
    void attempt(async () =>
      enter(await call(acceptInvitation, { token, name, password, language })),
    )
  }

  const isp = brand?.name ?? t('shell.product')
  const lead = { by: invitation.invitedBy, isp, roles: invitation.roles.join(', ') }
  return (
    <Gate
      title={t('signIn.invited.title', { name: invitation.name })}
      lead={t('signIn.invited.lead', lead)}
    >
      <form onSubmit={submit} className="grid gap-4">
        {problem && <Banner tone="bad" title={problem} />}
        <TextField
          label={t('signIn.email')}
          type="email"
          value={invitation.email}
          onChange={() => {}}
          autoComplete="username"
          readOnly
        />
        <TextField
          label={t('signIn.invited.name')}
          value={name}
          onChange={setName}
          autoComplete="name"
          required
        />
        <PasswordField
          label={t('signIn.invited.password')}
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          meter={{ about: [invitation.email, name, isp] }}
          required
          autoFocus
        />
        <Button type="submit" look="primary" size="lg" wide busy={busy}>
          {t('signIn.invited.submit')}
        </Button>
      </form>
    </Gate>
  )
}
