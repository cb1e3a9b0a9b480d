import { CHART } from '#modules/ledger/contract.ts'
import { useText } from '#web/i18n/index.ts'

const STANDARD = new Map<number, keyof typeof CHART>(
  Object.entries(CHART).flatMap(
    ([name, code]) => (name in CHART ? [[code, name as keyof typeof CHART]] : []), // just asked
  ),
)

/** What an account is called: the standard ones in the reader's language, the ISP's own as they were named. */
export function useAccountName(): (account: { code: number; name: string }) => string {
  const t = useText()
  return ({ code, name }) => {
    const standard = STANDARD.get(code)
    return standard ? t(`ledger.chart.${standard}`) : name
  }
}
