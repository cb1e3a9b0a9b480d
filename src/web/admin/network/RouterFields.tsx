import {
  COA_WAYS,
  MESSAGE_AUTHENTICATOR,
  TUNNELS,
  type addNas,
  type changeNas,
} from '#modules/network/contract.ts'
import { useProfileOptions } from '#web/admin/network/use-profile-options.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useText } from '#web/i18n/index.ts'
import { CheckField } from '#web/ui/form/Check.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { PasswordField } from '#web/ui/form/PasswordField.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import type { useContractForm } from '#web/ui/form/use-contract-form.ts'

type RouterForm = ReturnType<typeof useContractForm<typeof addNas | typeof changeNas>>
type Props = { form: Pick<RouterForm, 'field' | 'textOrNull' | 'values' | 'set'> }

/** What a router is: the few things that everybody knows first. */
export function RouterFields({ form }: Props) {
  const t = useText()
  const { field, textOrNull, values, set } = form
  return (
    <>
      <TextField
        label={t('network.routers.name')}
        hint={t('network.routers.nameHint')}
        autoFocus
        spellCheck={false}
        {...field('name')}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <Combobox
          label={t('network.routers.site')}
          options={useSiteOptions()}
          {...field('siteId')}
        />
        <Combobox
          label={t('network.routers.profile')}
          options={useProfileOptions()}
          {...field('profile')}
          onChange={(profile) =>
            set({ profile, routerOs: profile === 'mikrotik' ? (values.routerOs ?? 7) : null })
          }
        />
      </div>
      <TextField
        label={t('network.routers.address')}
        hint={t('network.routers.addressHint')}
        spellCheck={false}
        {...textOrNull('address')}
      />
      <CheckField
        label={t('network.routers.behindNat')}
        hint={t('network.routers.behindNatHint')}
        checked={values.behindNat}
        onChange={(behindNat) =>
          set(
            behindNat
              ? {
                  behindNat,
                  tunnel: values.routerOs === 6 ? 'sstp' : 'wireguard',
                  coaWay: 'tunnel',
                }
              : { behindNat, tunnel: 'none', coaWay: 'direct' },
          )
        }
      />
      {values.behindNat && (
        <SelectField
          label={t('network.routers.tunnel')}
          hint={t('network.routers.tunnelHint')}
          options={TUNNELS.map((value) => ({
            value,
            label: t(`network.routers.tunnelOf.${value}`),
          }))}
          {...field('tunnel')}
        />
      )}
      <Ways form={form} />
      <TextArea label={t('network.notes')} optional {...field('notes')} />
    </>
  )
}

/** How it is reached and told: right for most routers as it stands. */
function Ways({ form: { field, values, set } }: Props) {
  const t = useText()
  return (
    <details className="rounded-lg border bg-sunken">
      <summary className="cursor-pointer px-4 py-3 font-medium">
        {t('network.routers.advanced')}
      </summary>
      <div className="grid gap-5 border-t bg-surface p-4">
        <SelectField
          label={t('network.routers.coaWay')}
          options={COA_WAYS.map((value) => ({
            value,
            label: t(`network.routers.coaWayOf.${value}`),
          }))}
          {...field('coaWay')}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <NumberField
            label={t('network.routers.coaPort')}
            {...field('coaPort')}
            onChange={(port) => set({ coaPort: port ?? Number.NaN })}
          />
          <SelectField
            label={t('network.routers.routerOs')}
            options={[
              { value: '7', label: '7' },
              { value: '6', label: '6' },
              { value: '-', label: t('network.routers.noRouterOs') },
            ]}
            value={values.routerOs === null ? '-' : values.routerOs === 6 ? '6' : '7'}
            onChange={(version) =>
              set({ routerOs: version === '-' ? null : version === '6' ? 6 : 7 })
            }
          />
        </div>
        <SelectField
          label={t('network.routers.messageAuthenticator')}
          hint={t('network.routers.messageAuthenticatorHint')}
          options={MESSAGE_AUTHENTICATOR.map((value) => ({
            value,
            label: t(`network.routers.messageAuthenticatorOf.${value}`),
          }))}
          {...field('messageAuthenticator')}
        />
        <NumberField
          label={t('network.routers.sessionsMax')}
          hint={t('network.routers.sessionsMaxHint')}
          optional
          {...field('sessionsMax')}
        />
        <CheckField
          label={t('network.routers.swapOctets')}
          checked={values.swapOctets}
          onChange={(swapOctets) => set({ swapOctets })}
        />
        {values.routerOs !== null && (
          <fieldset className="grid gap-4">
            <legend className="font-semibold">{t('network.routers.api')}</legend>
            <p className="-mt-3 text-sm text-soft">
              {t('network.routers.apiHint')} {t('network.routers.apiKeep')}
            </p>
            <div className="grid gap-5 sm:grid-cols-2">
              <NumberField label={t('network.routers.apiPort')} optional {...field('apiPort')} />
              <CheckField
                className="self-center"
                label={t('network.routers.apiTls')}
                checked={values.apiTls}
                onChange={(apiTls) => set({ apiTls })}
              />
              <TextField
                label={t('network.routers.apiName')}
                optional
                autoComplete="off"
                {...field('apiLogin.name')}
              />
              <PasswordField
                label={t('network.routers.apiPassword')}
                optional
                autoComplete="new-password"
                {...field('apiLogin.password')}
              />
            </div>
          </fieldset>
        )}
      </div>
    </details>
  )
}
