import { RotateCcw, Undo2 } from 'lucide-react'
import { useState } from 'react'
import {
  changeSetting,
  resetSetting,
  undoSetting,
  type SettingShown,
} from '#modules/organization/contract.ts'
import { SettingInput } from '#web/admin/settings/SettingInput.tsx'
import { isTyped, kindOf, shownValue, type Json } from '#web/admin/settings/setting-kind.ts'
import { useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { sentenceOf } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

/** One setting: what it changes, its value, and the ways back. */
export function SettingRow({ setting }: { setting: SettingShown }) {
  const t = useText()
  const language = useLanguage()
  const kind = kindOf(setting)
  const stored = kind === 'secret' ? '' : setting.value
  /** What was typed, and over which version; nothing while the row shows what is stored. */
  const [draft, setDraft] = useState<{ value: Json; over: number }>()
  const value = draft ? draft.value : stored
  const isOvertaken = draft !== undefined && draft.over !== setting.version
  const [problem, setProblem] = useState<string>()
  const change = useMutate(changeSetting)
  const mayNot = !setting.mayChange && t('organization.settings.mayNot')
  const isChanged = JSON.stringify(value) !== JSON.stringify(stored)
  const at = { key: setting.key, version: setting.version }

  async function attempt(work: () => Promise<unknown>, done: string) {
    setProblem(undefined)
    try {
      await work()
      setDraft(undefined)
      toast.good(done)
    } catch (error) {
      setProblem(sentenceOf(error, t))
    }
  }

  return (
    <li className="grid gap-x-8 gap-y-3 px-5 py-4 lg:grid-cols-[1fr_minmax(16rem,24rem)]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {setting.sentence[language]}
          {setting.version > 0 && <Badge tone="info">{t('organization.settings.changed')}</Badge>}
        </p>
        <p className="mt-0.5 text-sm break-words text-soft">
          <code className="font-mono">{setting.key}</code>
          {!setting.secret && (
            <> · {t('organization.settings.default', { value: shownValue(setting.default, t) })}</>
          )}
        </p>
        {setting.orphaned && (
          <p className="mt-1 text-sm text-warn-text">{t('organization.settings.orphaned')}</p>
        )}
        {setting.secret && setting.isSet && (
          <p className="mt-1 text-sm text-soft">{t('organization.settings.secretSet')}</p>
        )}
      </div>
      <form
        className="grid content-start gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (isChanged && isTyped(value) && !mayNot)
            void attempt(
              () => change.mutateAsync({ ...at, value }),
              t('organization.settings.saved'),
            )
        }}
      >
        <SettingInput
          setting={setting}
          kind={kind}
          value={value}
          onChange={(typed) => setDraft({ value: typed, over: draft?.over ?? setting.version })}
          error={problem}
          disabled={!setting.mayChange}
        />
        {isOvertaken && <Overtaken setting={setting} onTake={() => setDraft(undefined)} />}
        <div className="flex flex-wrap justify-end gap-2">
          {setting.version > 0 && <WaysBack at={at} mayNot={mayNot} attempt={attempt} />}
          <Button
            type="submit"
            size="sm"
            look="primary"
            busy={change.isPending}
            disabledBecause={mayNot || (!isChanged && t('common.form.nothingChanged'))}
          >
            {t('organization.settings.save')}
          </Button>
        </div>
      </form>
    </li>
  )
}

/** A colleague was quicker: what was typed stays, and the person decides. */
function Overtaken({ setting, onTake }: { setting: SettingShown; onTake: () => void }) {
  const t = useText()
  return (
    <p role="status" className="text-sm text-warn-text">
      {setting.secret
        ? t('organization.settings.overtakenSecret')
        : t('organization.settings.overtaken', { value: shownValue(setting.value, t) })}{' '}
      <button type="button" className="underline" onClick={onTake}>
        {t('organization.settings.takeTheirs')}
      </button>
    </p>
  )
}

/** The last change taken back, or all of them. */
function WaysBack({
  at,
  mayNot,
  attempt,
}: {
  at: { key: string; version: number }
  mayNot: string | false
  attempt: (work: () => Promise<unknown>, done: string) => Promise<void>
}) {
  const t = useText()
  const reset = useMutate(resetSetting)
  const undo = useMutate(undoSetting)
  return (
    <>
      <Button
        size="sm"
        look="quiet"
        icon={<Undo2 />}
        busy={undo.isPending}
        disabledBecause={mayNot}
        onClick={() => void attempt(() => undo.mutateAsync(at), t('organization.settings.undone'))}
      >
        {t('organization.settings.undo')}
      </Button>
      <Button
        size="sm"
        look="quiet"
        icon={<RotateCcw />}
        busy={reset.isPending}
        disabledBecause={mayNot}
        onClick={() =>
          void attempt(() => reset.mutateAsync(at), t('organization.settings.resetDone'))
        }
      >
        {t('organization.settings.reset')}
      </Button>
    </>
  )
}
