import { useBlocker } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { useMayNot, useMe, type Needed } from '#web/session.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { cn } from '#web/ui/cn.ts'
import { LeaveDialog } from '#web/ui/Dialog.tsx'
import type { ContractForm } from '#web/ui/form/use-contract-form.ts'
import { useHeld } from '#web/ui/held.ts'
import { sentenceOf } from '#web/ui/Problem.tsx'

type Props = {
  form: ContractForm
  /** On the button: what it does, not "Submit". */
  submit: string
  /** What sending needs, as `useCan` takes it; without it the button says why it is off. */
  permission?: Needed
  /** May be sent as it stands: a new thing with good defaults, a sign-in. Else something must have changed. */
  evenUnchanged?: boolean
  /** Asks before leaving with unsaved changes; on unless said. */
  guard?: boolean
  danger?: boolean
  onCancel?: () => void
  wide?: boolean
  className?: string
  children: ReactNode
}

/** The frame of a form: sends with Enter, says what is wrong, keeps people from losing what they typed. */
export function Form({
  form,
  submit,
  permission,
  evenUnchanged = false,
  guard = true,
  danger = false,
  onCancel,
  wide = false,
  className,
  children,
}: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const signedIn = useMe() !== undefined
  const because =
    (permission !== undefined && signedIn && mayNot(permission)) ||
    (!evenUnchanged && !form.isDirty && t('common.form.nothingChanged'))
  return (
    <form
      ref={form.ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!because) void form.submit()
      }}
      className={cn('grid gap-5', className)}
    >
      {children}
      {form.problem !== undefined && (
        <Banner tone="bad" title={t('common.problem.title')}>
          {sentenceOf(form.problem, t)}
        </Banner>
      )}
      {form.issueCount > 0 && (
        <p role="alert" className="text-sm font-medium text-bad-text">
          {t('common.form.problems', { count: form.issueCount })}
        </p>
      )}
      <div className={cn('flex flex-wrap gap-2', !wide && 'justify-end')}>
        {onCancel && <Button onClick={onCancel}>{t('common.cancel')}</Button>}
        <Button
          type="submit"
          look={danger ? 'danger' : 'primary'}
          wide={wide}
          busy={form.isSending}
          disabledBecause={because}
        >
          {submit}
        </Button>
      </div>
      {guard && <UnsavedGuard dirty={form.isDirty && !form.isSending} />}
    </form>
  )
}

/** Asks before a link, the back button, or closing the tab or the dialog around throws away what was typed. */
export function UnsavedGuard({ dirty }: { dirty: boolean }) {
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: dirty,
    withResolver: true,
  })
  useHeld(dirty)
  return (
    <LeaveDialog
      open={leaving.status === 'blocked'}
      onStay={() => leaving.reset?.()}
      onLeave={() => leaving.proceed?.()}
    />
  )
}
