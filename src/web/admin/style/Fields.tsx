import { useState } from 'react'
import type { MoneyOnWire } from '#kernel/money.ts'
import type { Point } from '#kernel/geo.ts'
import type { Rate } from '#kernel/rate.ts'
import { addMast } from '#web/admin/style/samples.ts'
import { Section } from '#web/admin/style/Section.tsx'
import { useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { CheckField, SwitchField } from '#web/ui/form/Check.tsx'
import { CodeField } from '#web/ui/form/CodeField.tsx'
import { ColourField } from '#web/ui/form/ColourField.tsx'
import { Combobox, MultiSelect } from '#web/ui/form/Combobox.tsx'
import { DateField, DateRangeField, TimeField } from '#web/ui/form/DateField.tsx'
import {
  BytesField,
  MoneyField,
  NumberField,
  PhoneField,
  PinField,
  RateField,
} from '#web/ui/form/fields.tsx'
import { FileField } from '#web/ui/form/FileField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { PasswordField } from '#web/ui/form/PasswordField.tsx'
import { PointField } from '#web/ui/form/PointField.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { SecretBox } from '#web/ui/form/SecretBox.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'

const COUNTIES = [
  'Nairobi',
  'Kiambu',
  'Kajiado',
  'Machakos',
  'Nakuru',
  'Mombasa',
  'Kisumu',
  'Uasin Gishu',
  'Meru',
].map((value) => ({ value, label: value }))

export function Fields() {
  const t = useText()
  return (
    <Section id="fields" title={t('style.fields')}>
      <Card>
        <div className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
          <TypedFields />
          <ChosenFields />
        </div>
      </Card>
    </Section>
  )
}

function TypedFields() {
  const t = useText()
  const [text, setText] = useState('Karen 1')
  const [email, setEmail] = useState('amina@')
  const [count, setCount] = useState<number | null>(24)
  const [money, setMoney] = useState<MoneyOnWire | null>({ cents: '250000', currency: 'KES' })
  const [rate, setRate] = useState<Rate | null>({ down_bps: 20_000_000, up_bps: 10_000_000 })
  const [bytes, setBytes] = useState<string | null>('100000000000')
  const [phone, setPhone] = useState('+254712345678')
  const [pin, setPin] = useState('P051234567X')
  const [county, setCounty] = useState('Nairobi')
  const [many, setMany] = useState<string[]>(['Nairobi', 'Kiambu'])
  const [kind, setKind] = useState<'mast' | 'shop' | ''>('')
  const [colour, setColour] = useState('#5a3ec8')
  return (
    <>
      <TextField label="Name" value={text} onChange={setText} />
      <TextField
        label="E-mail"
        type="email"
        value={email}
        onChange={setEmail}
        error={t('common.form.badEmail')}
      />
      <SelectField
        label="Kind"
        value={kind}
        onChange={setKind}
        options={[
          { value: 'mast', label: 'Mast' },
          { value: 'shop', label: 'Shop' },
        ]}
      />
      <NumberField label="Height" unit="m" value={count} onChange={setCount} />
      <MoneyField label="Rent" value={money} onChange={setMoney} hint="Each month, without VAT." />
      <RateField label="Speed" value={rate} onChange={setRate} />
      <BytesField label="Fair use after" value={bytes} onChange={setBytes} optional />
      <PhoneField label="Phone" value={phone} onChange={setPhone} />
      <PinField label="KRA PIN" value={pin} onChange={setPin} />
      <Combobox label="County" value={county} onChange={setCounty} options={COUNTIES} />
      <MultiSelect label="Counties" value={many} onChange={setMany} options={COUNTIES} />
      <ColourField label="Colour" value={colour} onChange={setColour} />
    </>
  )
}

function ChosenFields() {
  const [day, setDay] = useState('2026-11-22')
  const [range, setRange] = useState({ from: '2026-11-01', to: '2026-11-22' })
  const [time, setTime] = useState('08:30')
  const [on, setOn] = useState(true)
  const [agreed, setAgreed] = useState(false)
  const [pay, setPay] = useState<'before' | 'after'>('before')
  const [file, setFile] = useState<File | null>(null)
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [notes, setNotes] = useState('')
  const [at, setAt] = useState<Point | null>({ lat: -1.286389, lng: 36.817223 })
  return (
    <>
      <DateField label="Opened on" value={day} onChange={setDay} />
      <DateRangeField label="Period" value={range} onChange={setRange} />
      <TimeField label="Opens at" value={time} onChange={setTime} />
      <PasswordField
        label="New password"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        meter={{ about: ['Kasi'] }}
      />
      <CodeField label="Code from your app" value={code} onChange={setCode} />
      <FileField
        label="Logo"
        value={file}
        onChange={setFile}
        types={['image/png', 'image/svg+xml']}
        bytesMax={512_000}
        optional
      />
      <RadioCards
        label="Paid"
        value={pay}
        onChange={setPay}
        options={[
          {
            value: 'before',
            label: 'Before',
            hint: 'Prepaid: stops when the time is used up.',
          },
          { value: 'after', label: 'After', hint: 'Postpaid: an invoice each month.' },
        ]}
      />
      <div className="grid content-start gap-4">
        <SwitchField
          label="Send a text message"
          hint="Costs about 80 cents each."
          checked={on}
          onChange={setOn}
        />
        <CheckField label="I have read the terms" checked={agreed} onChange={setAgreed} />
        <TextField label="Locked" value="Set by the role" onChange={() => undefined} disabled />
      </div>
      <TextArea
        label="Notes"
        value={notes}
        onChange={setNotes}
        optional
        placeholder="Key at the guard"
      />
      <SecretBox label="API key" value="kasi_3fJk9QmXw7TzR2vLbN8pYcHd5sGa4eUo" />
      <div className="sm:col-span-2 lg:col-span-2">
        <PointField label="Where it stands" value={at} onChange={setAt} />
      </div>
    </>
  )
}

export function SampleForm() {
  const t = useText()
  const form = useContractForm(addMast, {
    defaults: {
      name: '',
      owner: '',
      height_m: 12,
      rent: null,
      uplink: { down_bps: 1_000_000_000, up_bps: 1_000_000_000 },
      phone: '',
      pin: null,
      colour: '#5a3ec8',
      at: null,
      notes: '',
    },
  })
  return (
    <Section id="form" title={t('style.form')}>
      <Card title="A mast" hint="Press the button to see the contract speak." className="max-w-2xl">
        <Form form={form} submit={t('style.sampleSave')} evenUnchanged guard={false}>
          <div className="grid gap-5 sm:grid-cols-2">
            <TextField label="Name" {...form.field('name')} />
            <SelectField
              label="Owner"
              {...form.field('owner')}
              options={[
                { value: 'own', label: 'Ours' },
                { value: 'rented', label: 'Rented' },
              ]}
            />
            <NumberField
              label="Height"
              unit="m"
              {...form.field('height_m')}
              onChange={(value) => form.field('height_m').onChange(value ?? Number.NaN)}
            />
            <PhoneField label="Caretaker" {...form.field('phone')} />
            <PinField label="Owner’s KRA PIN" {...form.textOrNull('pin')} />
            <MoneyField label="Rent" {...form.field('rent')} optional />
          </div>
        </Form>
      </Card>
    </Section>
  )
}
