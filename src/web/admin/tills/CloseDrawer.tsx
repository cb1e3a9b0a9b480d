import { kes } from '#kernel/money.ts'
import { closeDrawer, DENOMINATIONS, type Drawer } from '#modules/tills/contract.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { formatCount } from '#web/ui/format.ts'
import { toast } from '#web/ui/toast.ts'
import { Money } from '#web/ui/values.tsx'

/**
 * Counts notes and coins and closes. What should be there is shown only beside what was counted, so that nobody counts towards it.
 */
export function CloseDrawer({ drawer, onClose }: { drawer: Drawer; onClose: () => void }) {
  const t = useText()
  const language = useLanguage()
  const form = useContractForm(closeDrawer, {
    defaults: {
      ...{ drawerId: drawer.id, note: null },
      counts: DENOMINATIONS.map((shillings) => ({ shillings, pieces: 0 })),
    },
    refresh: ['tills', 'ledger'],
    onDone: () => {
      toast.good(t('tills.close.done'))
      onClose()
    },
  })
  const { counts } = form.values
  const total = counts.reduce((sum, { shillings, pieces }) => {
    const whole = Number.isSafeInteger(pieces) && pieces > 0 ? pieces : 0
    return sum + BigInt(shillings) * BigInt(whole) * 100n
  }, 0n)
  const difference = total - BigInt(drawer.expected.cents)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tills.close.title')}
      hint={t('tills.close.hint')}
      shape="side"
    >
      <Form
        form={form}
        submit={t('tills.close.title')}
        evenUnchanged
        permission={closeDrawer}
        onCancel={onClose}
      >
        <fieldset className="grid grid-cols-2 gap-3">
          <legend className="mb-1.5 font-medium">{t('tills.close.counts')}</legend>
          {counts.map(({ shillings, pieces }, place) => (
            <NumberField
              key={shillings}
              label={t('tills.close.piecesOf', { shillings: formatCount(shillings, language) })}
              value={pieces}
              error={form.issueAt(`counts.${place}.pieces`)}
              onChange={(typed) =>
                form.set({
                  counts: counts.map((count, other) =>
                    other === place ? { ...count, pieces: typed ?? 0 } : count,
                  ),
                })
              }
            />
          ))}
        </fieldset>
        <dl className="grid grid-cols-[1fr_auto] gap-y-1 rounded-lg border bg-sunken p-3.5">
          <dt>{t('tills.counted')}</dt>
          <dd className="tnum text-right font-semibold">
            <Money of={kes(total)} />
          </dd>
          {total > 0n && (
            <>
              <dt>{t('tills.expected')}</dt>
              <dd className="tnum text-right">
                <Money of={drawer.expected} />
              </dd>
              <dt>{t('tills.difference')}</dt>
              <dd
                className={`tnum text-right font-semibold ${difference === 0n ? 'text-good-text' : 'text-bad-text'}`}
              >
                <Money of={kes(difference)} signed />
              </dd>
            </>
          )}
        </dl>
        <TextField
          label={t('tills.note')}
          hint={t('tills.close.noteHint')}
          {...form.textOrNull('note')}
        />
      </Form>
    </Dialog>
  )
}
