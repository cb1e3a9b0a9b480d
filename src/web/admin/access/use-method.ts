import { useText } from '#web/i18n/index.ts'

const NAMES = new Map([
  ['pap', 'PAP'],
  ['chap', 'CHAP'],
  ['mschap', 'MS-CHAP'],
  ['mschap2', 'MS-CHAPv2'],
  ['eap', 'EAP'],
])

/** How somebody proves who they are, as people call it; those of EAP come with their names. */
export function useMethod(): (method: string) => string {
  const t = useText()
  return (method) => {
    if (method === 'device') return t('access.radius.station')
    if (method === 'proxy') return t('access.radius.byProvider')
    return NAMES.get(method) ?? method
  }
}
