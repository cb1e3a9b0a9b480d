import { useState } from 'react'
import { payWithMyVoucher } from '#modules/vouchers/contract.ts'
import { useDo } from '#web/portal/queries.ts'
import { useLanguage, useSay } from '#web/portal/texts.ts'
import { Button, Card, Field, Wrong } from '#web/portal/ui.tsx'
import { moneyText } from '#web/portal/words.ts'

/** A voucher is money in the wallet, which renews what is due. */
export function PayByVoucher() {
  const say = useSay()
  const language = useLanguage()
  const [code, setCode] = useState('')
  const pay = useDo(payWithMyVoucher, () => setCode(''))
  return (
    <Card title={say('voucher')}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          pay.mutate({ code })
        }}
      >
        <Field
          label={say('voucherCode')}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          minLength={4}
          maxLength={40}
          required
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <Wrong error={pay.error} />
        {pay.data && (
          <p role="status" className="text-good-text">
            {say('voucherDone', { amount: moneyText(pay.data.amount, language) })}
          </p>
        )}
        <Button type="submit" busy={pay.isPending}>
          {say('voucherPay')}
        </Button>
      </form>
    </Card>
  )
}
