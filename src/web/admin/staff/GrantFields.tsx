import { Plus, Trash2 } from 'lucide-react'
import { listRoles } from '#modules/staff/contract.ts'
import { endOfDay, lastDayOf, noGrant, type Grant } from '#web/admin/staff/grants.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { MultiSelect } from '#web/ui/form/Combobox.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { useToday, useZone } from '#web/ui/zone.ts'

type Props = {
  grants: readonly Grant[]
  onChange: (grants: Grant[]) => void
  /** What is wrong with one field: `roles.0.roleId`. */
  issueAt: (path: `roles.${number}.roleId` | 'roles') => string | undefined
}

/** Which roles, at which sites, until when: for inviting and for changing a member. */
export function GrantFields({ grants, onChange, issueAt }: Props) {
  const t = useText()
  const zone = useZone()
  const today = useToday().toString()
  const roles = useCall(listRoles, {}).data?.items ?? []
  const sites = useSiteOptions()

  function change(place: number, part: Partial<Grant>) {
    onChange(grants.map((grant, at) => (at === place ? { ...grant, ...part } : grant)))
  }

  return (
    <div className="grid gap-4">
      {grants.map((grant, place) => {
        const title = t('staff.grant.role', { number: place + 1 })
        return (
          // A grant has no name of its own: its place is what it is.
          <fieldset key={place} className="grid gap-4 rounded-lg border p-4">
            <legend className="sr-only">{title}</legend>
            <div className="flex items-start gap-2">
              <SelectField
                label={t('staff.role')}
                className="flex-1"
                value={grant.roleId}
                onChange={(roleId) => change(place, { roleId })}
                error={issueAt(`roles.${place}.roleId`)}
                options={roles.map((role) => ({ value: role.id, label: role.name }))}
              />
              {grants.length > 1 && (
                <IconButton
                  label={t('staff.grant.remove')}
                  className="mt-7"
                  onClick={() => onChange(grants.filter((_, at) => at !== place))}
                >
                  <Trash2 />
                </IconButton>
              )}
            </div>
            <MultiSelect
              label={t('staff.grant.sites')}
              hint={t('staff.grant.sitesHint')}
              optional
              options={sites}
              value={grant.siteIds ?? []}
              onChange={(ids) => change(place, { siteIds: ids.length > 0 ? ids : null })}
            />
            <DateField
              label={t('staff.grant.until')}
              hint={t('staff.grant.untilHint')}
              optional
              min={today}
              value={grant.until ? lastDayOf(grant.until, zone) : ''}
              onChange={(date) =>
                change(place, { until: date === '' ? null : endOfDay(date, zone) })
              }
            />
          </fieldset>
        )
      })}
      <Button
        size="sm"
        icon={<Plus />}
        className="justify-self-start"
        onClick={() => onChange([...grants, noGrant])}
      >
        {t('staff.grant.add')}
      </Button>
    </div>
  )
}
