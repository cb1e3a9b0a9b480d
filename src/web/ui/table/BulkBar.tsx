import { X } from 'lucide-react'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import type { BulkAction } from '#web/ui/table/types.ts'

/** What can be done with the selected rows; floats at the bottom so that it never moves the rows. */
export function BulkBar<T>({
  selected,
  actions,
  onClear,
}: {
  selected: readonly T[]
  actions: readonly BulkAction<T>[]
  onClear: () => void
}) {
  const t = useText()
  const mayNot = useMayNot()
  if (selected.length === 0) return null
  return (
    <div className="pointer-events-none sticky bottom-4 z-20 mt-4 flex justify-center">
      <div
        role="region"
        aria-label={t('common.actions')}
        className="floating rising pointer-events-auto flex flex-wrap items-center gap-2 py-2 pr-2 pl-4"
      >
        <p role="status" className="tnum font-medium">
          {t('common.selectedCount', { count: selected.length })}
        </p>
        {actions.map((action) => (
          <Button
            key={action.label}
            size="sm"
            look={action.danger ? 'danger-quiet' : 'plain'}
            icon={action.icon}
            disabledBecause={action.permission && mayNot(action.permission)}
            onClick={() => action.run(selected, onClear)}
          >
            {action.label}
          </Button>
        ))}
        <IconButton size="sm" label={t('common.table.clearSelection')} onClick={onClear}>
          <X />
        </IconButton>
      </div>
    </div>
  )
}
