import { bookLine, type BankLine } from '#modules/banking/contract.ts'
import { useAccountName } from '#web/admin/ledger/use-account-name.ts'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Link } from '#web/ui/Link.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'

/** What is read again after a line was booked. */
export const REFRESH = ['banking', 'payments', 'ledger']

/** What money was that left the bank, or the buttons to say so: a fee by one click. */
export function WentOut({ line, onOther }: { line: BankLine; onOther: () => void }) {
  const t = useText()
  const mayNot = useMayNot()
  const book = useMutate(bookLine, { refresh: REFRESH })
  if (line.booked) return <Booked booked={line.booked} />
  const refused = mayNot(bookLine)
  return (
    <span className="flex flex-wrap gap-2">
      <Button
        size="sm"
        busy={book.isPending}
        disabledBecause={refused}
        onClick={() =>
          book.mutate(
            { lineId: line.id, as: 'fee' },
            { onError: (error) => toastProblem(error, t) },
          )
        }
      >
        {t('banking.book.as.fee')}
      </Button>
      <Button size="sm" look="quiet" disabledBecause={refused} onClick={onOther}>
        {t('banking.book.other')}
      </Button>
    </span>
  )
}

function Booked({ booked }: { booked: NonNullable<BankLine['booked']> }) {
  const t = useText()
  const accountName = useAccountName()
  if (booked.paymentId !== null)
    return (
      <Link to={paths.payment(booked.paymentId)}>
        <Badge tone="neutral">{t('banking.book.as.came-back')}</Badge>
      </Link>
    )
  return booked.account && <Badge tone="good">{accountName(booked.account)}</Badge>
}
