import { useState, type ReactNode } from 'react'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { sentenceOf } from '#web/ui/Problem.tsx'

type Props = {
  open: boolean
  onClose: () => void
  /** The question, with the name of what it is about: `End Amina's session?` */
  title: string
  /** What will happen, to whom, and whether it can be taken back. */
  children: ReactNode
  /** On the button: the verb. */
  action: string
  danger?: boolean
  /** For what cannot be taken back: these words must be typed first. */
  typed?: string
  run: () => Promise<unknown>
}

/** Says what will happen before it does. Closes when it worked, stays and says why when it did not. */
export function Confirm(props: Props) {
  return props.open ? <OpenConfirm {...props} /> : null
}

function OpenConfirm({ onClose, title, children, action, danger = false, typed, run }: Props) {
  const t = useText()
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const missing = typed !== undefined && words.trim() !== typed

  async function go() {
    setBusy(true)
    setWrong(undefined)
    try {
      await run()
      onClose()
    } catch (error) {
      setWrong(sentenceOf(error, t))
    } finally {
      setBusy(false)
    }
  }

  // What is on its way is not called back by closing, and whoever closed would not hear that it failed.
  const close = () => {
    if (!busy) onClose()
  }

  return (
    <Dialog
      open
      onClose={close}
      title={title}
      size="sm"
      footer={
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button
            look={danger ? 'danger' : 'primary'}
            busy={busy}
            disabledBecause={missing && t('common.confirm.typeToGoOn', { words: typed })}
            onClick={() => void go()}
          >
            {action}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <div className="text-soft">{children}</div>
        {typed !== undefined && (
          <TextField
            label={t('common.confirm.typeToGoOn', { words: typed })}
            value={words}
            onChange={setWords}
            autoComplete="off"
            spellCheck={false}
          />
        )}
        {wrong && (
          <p role="alert" className="font-medium text-bad-text">
            {wrong}
          </p>
        )}
      </div>
    </Dialog>
  )
}
