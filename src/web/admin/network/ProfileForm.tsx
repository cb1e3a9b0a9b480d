import { Plus, Trash2 } from 'lucide-react'
import { useEffect } from 'react'
import {
  changeProfile,
  vendorProfile,
  type ProfileLine,
  type ProfileRow,
  type VendorProfile,
} from '#modules/network/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { toast } from '#web/ui/toast.ts'

const NEW_LINE: ProfileLine = {
  attribute: '',
  value: '',
  as: 'text',
  on: ['accept'],
  tag: null,
  when: null,
  unless: null,
}

type Props = {
  profile: ProfileRow
  version: number
  /** What the person has made of it so far, for the preview. */
  onDraft: (draft: VendorProfile) => void
}

/** Changes a profile of ours. */
export function ProfileForm({ profile, version, onDraft }: Props) {
  const t = useText()
  const { name, make, about, changes, coaPort, sessionKeys, lines, ref } = profile
  const form = useContractForm(changeProfile, {
    defaults: { name, make, about, changes, coaPort, sessionKeys, lines, profileId: ref, version },
    onDone: (saved) => {
      toast.good(t('network.profiles.changed', { name: saved.name }))
    },
  })
  const { values, set } = form
  useEffect(() => {
    const draft = vendorProfile.safeParse(values)
    if (draft.success) onDraft(draft.data)
  }, [values, onDraft])
  const setLine = (place: number, change: Partial<ProfileLine>) =>
    set({
      lines: values.lines.map((line, at) => (at === place ? { ...line, ...change } : line)),
    })
  return (
    <Card title={t('network.profiles.linesTitle')} hint={t('network.profiles.linesHint')}>
      <Form form={form} submit={t('common.save')} permission={changeProfile}>
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField label={t('network.profiles.name')} {...form.field('name')} />
          <TextField label={t('network.make')} {...form.field('make')} />
          <SelectField
            label={t('network.profiles.changes')}
            options={(['coa', 'disconnect', 'nothing'] as const).map((value) => ({
              value,
              label: t(`network.profiles.changesOf.${value}`),
            }))}
            {...form.field('changes')}
          />
          <NumberField
            label={t('network.profiles.coaPort')}
            {...form.field('coaPort')}
            onChange={(port) => set({ coaPort: port ?? Number.NaN })}
          />
        </div>
        <TextArea label={t('network.profiles.about')} optional {...form.field('about')} />
        <div className="grid gap-3">
          {values.lines.map((line, place) => (
            <Line
              // Lines have no name of their own; they are only changed, added at the end and taken out.
              key={place}
              line={line}
              issue={(field) => form.issueAt(`lines.${place}.${field}`)}
              onChange={(change) => setLine(place, change)}
              onRemove={() => set({ lines: values.lines.filter((_, at) => at !== place) })}
            />
          ))}
        </div>
        <div>
          <Button icon={<Plus />} onClick={() => set({ lines: [...values.lines, NEW_LINE] })}>
            {t('network.profiles.addLine')}
          </Button>
        </div>
      </Form>
    </Card>
  )
}

type LineProps = {
  line: ProfileLine
  issue: (field: 'attribute' | 'value' | 'on') => string | undefined
  onChange: (change: Partial<ProfileLine>) => void
  onRemove: () => void
}

function Line({ line, issue, onChange, onRemove }: LineProps) {
  const t = useText()
  const toggle = (purpose: 'accept' | 'coa', isOn: boolean) =>
    onChange({
      on: (['accept', 'coa'] as const).filter((one) =>
        one === purpose ? isOn : line.on.includes(one),
      ),
    })
  const condition = (name: 'when' | 'unless') => ({
    label: t(`network.profiles.${name}`),
    value: line[name] ?? '',
    onChange: (fact: string) => onChange({ [name]: fact === '' ? null : fact }),
    optional: true,
    spellCheck: false,
  })
  return (
    <fieldset className="grid gap-3 rounded-lg border p-3">
      <div className="flex items-start gap-2">
        <div className="grid flex-1 gap-3 md:grid-cols-[2fr_3fr_7rem]">
          <TextField
            label={t('network.profiles.attribute')}
            spellCheck={false}
            value={line.attribute}
            onChange={(attribute) => onChange({ attribute })}
            error={issue('attribute')}
          />
          <TextField
            label={t('network.profiles.value')}
            spellCheck={false}
            value={line.value}
            onChange={(value) => onChange({ value })}
            error={issue('value')}
          />
          <SelectField
            label={t('network.profiles.as')}
            options={(['text', 'integer'] as const).map((value) => ({
              value,
              label: t(`network.profiles.asOf.${value}`),
            }))}
            value={line.as}
            onChange={(as) => onChange({ as })}
          />
        </div>
        <IconButton label={t('network.profiles.removeLine')} onClick={onRemove}>
          <Trash2 />
        </IconButton>
      </div>
      <div className="grid items-end gap-3 sm:grid-cols-2 md:grid-cols-[1fr_1fr_auto_auto]">
        <TextField {...condition('when')} />
        <TextField {...condition('unless')} />
        <CheckField
          className="pb-1.5"
          label={t('network.profiles.onAccept')}
          checked={line.on.includes('accept')}
          onChange={(isOn) => toggle('accept', isOn)}
          error={issue('on')}
        />
        <CheckField
          className="pb-1.5"
          label={t('network.profiles.onCoa')}
          checked={line.on.includes('coa')}
          onChange={(isOn) => toggle('coa', isOn)}
        />
      </div>
    </fieldset>
  )
}
