import { useState } from 'react'
import { parseHex } from '#kernel/colour.ts'
import {
  changeColours,
  derivePalette,
  LOGO_BYTES_MAX,
  LOGO_TYPES,
  removeLogo,
  uploadLogo,
  type Brand,
} from '#modules/organization/contract.ts'
import { BrandPreview } from '#web/admin/organization/BrandPreview.tsx'
import { StaleBanner } from '#web/admin/organization/StaleBanner.tsx'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { ColourField } from '#web/ui/form/ColourField.tsx'
import { FileField } from '#web/ui/form/FileField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

type Props = { brand: Brand; onSaved?: () => void }

/** Logo and colours with their effect beside them, before anything is saved; also a step of the set-up. */
export function BrandCards({ brand, onSaved }: Props) {
  const form = useColours({ brand, ...(onSaved ? { onSaved } : {}) })
  const [logo, setLogo] = useState<File | null>(null)
  const { primary, accent } = form.values
  // What is half typed is no colour yet: until it is one, the saved one is worn.
  const palette = derivePalette(
    parseHex(primary) ?? brand.primary,
    parseHex(accent) ?? brand.accent,
  )
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <div className="grid gap-6">
        <LogoCard brand={brand} file={logo} setFile={setLogo} />
        <ColoursCard form={form} evenUnchanged={onSaved !== undefined} />
      </div>
      <BrandPreview brand={{ ...brand, ...palette }} logo={logo} />
    </div>
  )
}

function useColours({ brand: { primary, accent, version }, onSaved }: Props) {
  const t = useText()
  return useContractForm(changeColours, {
    defaults: { primary, accent, version },
    onDone: () => {
      toast.good(t('organization.saved'))
      onSaved?.()
    },
  })
}

function ColoursCard({
  form,
  evenUnchanged,
}: {
  form: ReturnType<typeof useColours>
  evenUnchanged: boolean
}) {
  const t = useText()
  return (
    <Card
      title={t('organization.brandCard.coloursTitle')}
      hint={t('organization.brandCard.coloursHint')}
    >
      <Form
        form={form}
        submit={t('organization.save')}
        permission="organization.change"
        evenUnchanged={evenUnchanged}
      >
        <StaleBanner form={form} />
        <div className="grid gap-5 sm:grid-cols-2">
          <ColourField label={t('organization.brandCard.primary')} {...form.field('primary')} />
          <ColourField label={t('organization.brandCard.accent')} {...form.field('accent')} />
        </div>
      </Form>
    </Card>
  )
}

function LogoCard({
  brand,
  file,
  setFile,
}: {
  brand: Brand
  file: File | null
  setFile: (file: File | null) => void
}) {
  const t = useText()
  const mayNot = useMayNot()
  const [removing, setRemoving] = useState(false)
  const upload = useMutate(uploadLogo)
  const remove = useMutate(removeLogo)
  const refused = mayNot('organization.change')

  async function send(chosen: File) {
    try {
      const contentBase64 = new Uint8Array(await chosen.arrayBuffer()).toBase64()
      await upload.mutateAsync({ contentBase64, version: brand.version })
      setFile(null)
      toast.good(t('organization.brandCard.uploaded'))
    } catch (error) {
      toastProblem(error, t)
    }
  }

  return (
    <Card
      title={t('organization.brandCard.logoTitle')}
      hint={t('organization.brandCard.logoHint')}
      actions={
        brand.logoUrl && (
          <Button
            size="sm"
            look="danger-quiet"
            onClick={() => setRemoving(true)}
            disabledBecause={refused}
          >
            {t('organization.brandCard.remove')}
          </Button>
        )
      }
    >
      <div className="grid gap-4">
        <FileField
          label={t('organization.brandCard.logo')}
          value={file}
          onChange={setFile}
          types={LOGO_TYPES}
          bytesMax={LOGO_BYTES_MAX}
        />
        {file && (
          <Button
            look="primary"
            className="justify-self-end"
            busy={upload.isPending}
            disabledBecause={refused}
            onClick={() => void send(file)}
          >
            {t('organization.brandCard.upload')}
          </Button>
        )}
      </div>
      <Confirm
        open={removing}
        onClose={() => setRemoving(false)}
        title={t('organization.brandCard.removeTitle')}
        action={t('organization.brandCard.remove')}
        danger
        run={async () => {
          await remove.mutateAsync({ version: brand.version })
          toast.good(t('organization.brandCard.removed'))
        }}
      >
        {t('organization.brandCard.removeBody')}
      </Confirm>
    </Card>
  )
}
