import { Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Confirm } from '#web/ui/Confirm.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'

/** `disabledBecause`: why somebody may not; false where they may. */
type Deed = { label: string; disabledBecause: string | false }

type Props = {
  children: ReactNode
  edit: Deed & { run: () => void }
  /** Asked about first, with `title` and `body`. */
  remove: Deed & { title: string; body: string; run: () => Promise<void> }
}

/** A row of a short list that is changed and removed where it stands. */
export function RowWithDeeds({ children, edit, remove }: Props) {
  const [removing, setRemoving] = useState(false)
  return (
    <li className="flex items-start gap-3 px-5 py-3 sm:items-center">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-6 gap-y-2">{children}</div>
      <p className="flex shrink-0 gap-1">
        <IconButton
          size="sm"
          label={edit.label}
          disabledBecause={edit.disabledBecause}
          onClick={edit.run}
        >
          <Pencil />
        </IconButton>
        <IconButton
          size="sm"
          label={remove.label}
          disabledBecause={remove.disabledBecause}
          onClick={() => setRemoving(true)}
        >
          <Trash2 />
        </IconButton>
      </p>
      <Confirm
        open={removing}
        onClose={() => setRemoving(false)}
        title={remove.title}
        action={remove.label}
        run={remove.run}
      >
        {remove.body}
      </Confirm>
    </li>
  )
}
