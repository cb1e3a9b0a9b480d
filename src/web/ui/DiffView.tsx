import { useText } from '#web/i18n/index.ts'
import { changesBetween } from '#web/ui/diff.ts'

const show = (value: unknown) =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '—')

/** What a change did: field, before, after. Only what differs. */
export function DiffView({
  before,
  after,
  label,
}: {
  before: unknown
  after: unknown
  label?: (path: string) => string
}) {
  const t = useText()
  const changes = changesBetween(before, after)
  if (changes.length === 0) return <p className="text-soft">{t('common.diff.same')}</p>
  return (
    <div className="overflow-hidden rounded-md border">
      <table className="w-full table-fixed text-sm">
        <thead className="bg-sunken text-left text-soft">
          <tr>
            {[t('common.diff.field'), t('common.diff.before'), t('common.diff.after')].map(
              (head) => (
                <th key={head} scope="col" className="px-3 py-1.5 font-medium">
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.path} className="border-t align-top">
              <th scope="row" className="px-3 py-1.5 text-left font-medium break-words">
                {label?.(change.path) ?? change.path}
              </th>
              <td className="bg-bad-wash px-3 py-1.5 break-words text-bad-text">
                <del className="no-underline">{show(change.before)}</del>
              </td>
              <td className="bg-good-wash px-3 py-1.5 break-words text-good-text">
                <ins className="no-underline">{show(change.after)}</ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
